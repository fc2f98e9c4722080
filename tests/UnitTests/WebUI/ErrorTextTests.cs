using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

/// <summary>Codes and their texts, by the sources: a code is a literal, or a constant whose name ends with Code.</summary>
public sealed partial class ErrorTextTests
{
    private const string ForAdministrators = ".admin";

    private static readonly string Source = Path.Combine(RootOf(AppContext.BaseDirectory), "src");

    // Where a code may be a parameter of that name.
    private static readonly string[] Definitions = ["AppError.cs", "Reason.cs", "ValidationRules.cs"];

    private static readonly Dictionary<string, string> English = Texts("ErrorTexts.resx");

    private static readonly Dictionary<string, string> German = Texts("ErrorTexts.de.resx");

    [Fact]
    public void Every_code_is_a_literal_or_a_constant() => Uses().Where(use => use.Code is null).Select(use => use.Text).ShouldBeEmpty();

    [Fact]
    public void Every_code_has_a_text_and_every_text_a_code()
    {
        var used = Uses().Select(use => use.Code!).ToHashSet();
        used.Count.ShouldBeGreaterThan(150);

        used.Except(English.Keys).ShouldBeEmpty("without a text");
        English.Keys.Select(BaseOf).Except(used).ShouldBeEmpty("without a code");
        English.Keys.Where(key => !English.ContainsKey(BaseOf(key))).ShouldBeEmpty("for administrators alone");
    }

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_arguments()
    {
        German.Keys.ShouldBe(English.Keys);
        English.Keys.Where(key => !Arguments(English[key]).SetEquals(Arguments(German[key]))).ShouldBeEmpty();
        German.Where(text => text.Value.Contains('“', StringComparison.Ordinal) != text.Value.Contains('„', StringComparison.Ordinal))
            .ShouldBeEmpty("German quotation marks come in pairs");
    }

    [Fact]
    public void Every_text_can_be_formatted()
    {
        foreach (var code in English.Keys.Select(BaseOf).Distinct())
        {
            foreach (var reason in new[] { Reason.Of(code, 3, 3, 3, 3, 3), Reason.Of(code, 0, "x"), Reason.Of(code) })
            {
                foreach (var isAdministrator in new[] { false, true })
                {
                    reason.Words(isAdministrator).ShouldNotMatch("[{}|#]", code);
                    reason.GermanWords(isAdministrator).ShouldNotMatch("[{}|#]", code);
                }
            }
        }
    }

    [Fact]
    public void Numbers_are_written_as_the_language_writes_them()
    {
        var full = RegistryErrors.WillNotFit(ModelName.Parse("llava"), 4_200_000_000, 1_500_000_000, 0, 500_000_000).Reason;

        full.Words().ShouldBe(
            "llava:latest needs 4.2 GB more, but the disk of the models has 1.5 GB free; 500 MB must stay free. "
            + "Delete an unused model, then try again.");
        full.GermanWords().ShouldStartWith("llava:latest braucht noch 4,2 GB, aber auf der Festplatte der Modelle sind nur 1,5 GB frei;");
        Reason.Of("message.too-long", 200_000).GermanWords().ShouldContain("200.000 Zeichen");
    }

    [Theory]
    [InlineData(1, "a second")]
    [InlineData(2.5, "2.5 seconds")]
    [InlineData(60, "a minute")]
    [InlineData(300, "5 minutes")]
    public void A_time_is_in_words(double seconds, string words) =>
        ModelServerErrors.NotBegun(TimeSpan.FromSeconds(seconds)).Words().ShouldContain($"did not start within {words}:");

    [Fact]
    public void One_is_not_many()
    {
        Reason.Of("audit.import", 1, 1_200, 0).Words().ShouldBe("1 account, 1,200 chats and 0 messages");
        Reason.Of("sign-in.too-many", 1.0).GermanWords().ShouldStartWith("Zu viele Versuche. Eine Sekunde warten");
    }

    [Fact]
    public void What_an_argument_adds_is_left_out_without_it()
    {
        PullStep.Paused("mara").Words().ShouldBe("Paused by mara");
        PullStep.Paused(null).Words().ShouldBe("Paused");
        PullStep.Paused("mara").GermanWords().ShouldBe("Angehalten von mara");
    }

    [Fact]
    public void A_sentence_of_an_older_version_stays_and_a_code_that_is_gone_is_named()
    {
        Reason.Parse("""["text","It said {0} | #."]""").Words().ShouldBe("It said {0} | #.");
        Reason.Parse("""["text.by-role","For all.","For some."]""").Words().ShouldBe("For all.");
        Reason.Parse("""["text.by-role","For all.","For some."]""").Words(isAdministrator: true).ShouldBe("For some.");
        Reason.Parse("""["gone.by-now"]""").Words().ShouldContain("gone.by-now");
        Reason.Parse("""["pull.will-not-fit"]""").Words().ShouldContain("Delete an unused model");
    }

    private static IEnumerable<(string? Code, string Text)> Uses()
    {
        var files = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(file => (Text: File.ReadAllText(file), MayPass: Definitions.Contains(Path.GetFileName(file))))
            .ToList();
        var constants = files.SelectMany(file => Constant().Matches(file.Text))
            .Select(m => (Name: m.Groups[1].Value, Code: m.Groups[2].Value))
            .DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.Code);
        foreach (var (use, mayPass) in files.SelectMany(file => Use().Matches(file.Text).Select(use => (use, file.MayPass))))
        {
            if (mayPass && use.Groups["name"].Value == "code") continue;
            var code = use.Groups["literal"] is { Success: true, Value: var literal }
                ? literal
                : constants.GetValueOrDefault(use.Groups["name"].Value);
            yield return (code, use.Value);
        }

        foreach (var stored in files.SelectMany(file => Stored().Matches(file.Text)))
            yield return (stored.Groups["code"].Value, stored.Value);
    }

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Path.Combine(Source, "WebUI", "Errors", file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string BaseOf(string key) =>
        key.EndsWith(ForAdministrators, StringComparison.Ordinal) ? key[..^ForAdministrators.Length] : key;

    private static HashSet<string> Arguments(string text) => [.. Argument().Matches(text).Select(m => m.Value)];

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);

    [GeneratedRegex("""const string (\w+Code) = "([^"]+)";""")]
    private static partial Regex Constant();

    [GeneratedRegex(
        """
        (AppError\.(Invalid|Unauthenticated|Forbidden|NotFound|Conflict|Unavailable|TooManyRequests|TooLarge|OutOfSpace)
        |Reason\.Of|\.WithReason)
        \(\s*("(?<literal>[^"]*)"|(?<name>[\w.]+))
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Use();

    // In a migration.
    [GeneratedRegex("""json_array\('(?<code>[^']+)'|'\["(?<code>[a-z.-]+)"\]'""")]
    private static partial Regex Stored();

    [GeneratedRegex(@"\{\d(:[a-z]+)?")]
    private static partial Regex Argument();
}
