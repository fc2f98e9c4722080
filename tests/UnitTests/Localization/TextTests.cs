using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Localization;

/// <summary>The English text in the source is the key of its translation. Each resource belongs to a folder of WebUI.</summary>
public sealed partial class TextTests
{
    private static readonly string WebUI = Path.Combine(RootOf(AppContext.BaseDirectory), "src", "WebUI");

    private static readonly string Catalogue = Path.Combine(WebUI, "..", "Infrastructure", "Models", "catalogue.tsv");

    private const int Description = 8;

    /// <summary>Folder and name: <c>Chats/ChatTexts</c>.</summary>
    public static TheoryData<string> Resources =>
    [
        .. Directory.EnumerateFiles(WebUI, "*Texts.de.resx", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(file) && !file.EndsWith("ErrorTexts.de.resx", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(WebUI, file).Replace(".de.resx", "", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_text_has_a_translation(string resource) => UsedBy(resource).Except(TranslationsOf(resource).Keys).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_translation_is_used(string resource) => TranslationsOf(resource).Keys.Except(UsedBy(resource)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_translation_has_the_placeholders_of_its_text(string resource) =>
        TranslationsOf(resource).Where(pair => !PlaceholdersOf(pair.Key).SetEquals(PlaceholdersOf(pair.Value))).ShouldBeEmpty();

    [Fact]
    public void The_texts_are_found()
    {
        Resources.Count.ShouldBe(13);
        KeysIn("""<p title="@L["A \"b\""]">@L.Plural(count, "{0} chat", "{0} chats") @H["A " + "long one"]</p>""")
            .ShouldBe(["A \"b\"", "{0} chat", "{0} chats", "A long one"], ignoreOrder: true);
        ScriptKeysIn("""announce(t("Chat renamed.")); plural(n, "{0} file", "{0} files"); wait("no")""")
            .ShouldBe(["Chat renamed.", "{0} file", "{0} files"], ignoreOrder: true);
    }

    private static HashSet<string> UsedBy(string resource)
    {
        var (folder, name) = (Path.GetDirectoryName(resource)!, Path.GetFileName(resource));
        if (name == "ScriptTexts") return [.. FilesIn("wwwroot/js", "*.js").SelectMany(file => ScriptKeysIn(File.ReadAllText(file)))];
        if (name == "CatalogueTexts") return [.. File.ReadLines(Catalogue).Skip(1).Select(line => line.Split('\t')[Description])];

        var views = FilesIn("Views", "_ViewImports.cshtml")
            .Where(file => File.ReadAllText(file).Contains($"IStringLocalizer<{name}>", StringComparison.Ordinal))
            .SelectMany(file => Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.cshtml", SearchOption.AllDirectories));
        return [.. views.Concat(FilesIn(folder, "*.cs")).SelectMany(file => KeysIn(File.ReadAllText(file)))];
    }

    private static Dictionary<string, string> TranslationsOf(string resource) =>
        XDocument.Load(Path.Combine(WebUI, resource + ".de.resx")).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> FilesIn(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(WebUI, folder), pattern, SearchOption.AllDirectories).Where(file => !IsGenerated(file));

    private static bool IsGenerated(string file) =>
        Path.GetRelativePath(WebUI, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules");

    private static IEnumerable<string> KeysIn(string source) =>
        Indexed().Matches(source).Concat(Plurals().Matches(source)).SelectMany(LiteralsOf);

    private static IEnumerable<string> ScriptKeysIn(string source) =>
        Translated().Matches(source).Concat(Plurals().Matches(source)).SelectMany(LiteralsOf);

    private static IEnumerable<string> LiteralsOf(Match match) =>
        match.Groups["text"].Captures.Select(text => Regex.Unescape(Joint().Replace(text.Value, "")[1..^1]));

    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);

    private const string Literal = """(?<text>"(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*)""";

    [GeneratedRegex(@"\b(?:L|H|texts)\[\s*" + Literal)]
    private static partial Regex Indexed();

    [GeneratedRegex(@"\bt\(\s*" + Literal)]
    private static partial Regex Translated();

    [GeneratedRegex(@"\b[Pp]lural\((?:[^"";]*?),\s*" + Literal + @",\s*" + Literal)]
    private static partial Regex Plurals();

    [GeneratedRegex("""
        "\s*\+\s*"
        """)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();
}
