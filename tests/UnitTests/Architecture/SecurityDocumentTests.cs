using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

/// <summary>
/// docs/security.md names a test or a reason for each requirement, and docs/threat-model.md names tests. They must exist in the sources.
/// </summary>
public sealed partial class SecurityDocumentTests
{
    /// <summary>ASVS 5.0.0, levels 1 and 2: the numbers within each section.</summary>
    private const string Requirements =
        "1.1.1–2 1.2.1–9 1.3.1–11 1.4.1–3 1.5.1–2 2.1.1–3 2.2.1–3 2.3.1–4 2.4.1 3.2.1–2 3.3.1–4 3.4.1–6 3.5.1–5 3.7.1–2 "
        + "4.1.1–3 4.2.1 4.3.1–2 4.4.1–4 5.1.1 5.2.1–3 5.3.1–2 5.4.1–3 6.1.1–3 6.2.1–12 6.3.1–4 6.4.1–4 6.5.1–5 6.6.1–3 6.8.1–4 "
        + "7.1.1–3 7.2.1–4 7.3.1–2 7.4.1–5 7.5.1–2 7.6.1–2 8.1.1–2 8.2.1–3 8.3.1 8.4.1 9.1.1–3 9.2.1–4 "
        + "10.1.1–2 10.2.1–2 10.3.1–4 10.4.1–11 10.5.1–5 10.6.1–2 10.7.1–3 11.1.1–2 11.2.1–3 11.3.1–3 11.4.1–4 11.5.1 11.6.1 "
        + "12.1.1–3 12.2.1–2 12.3.1–4 13.1.1 13.2.1–5 13.3.1–2 13.4.1–5 14.1.1–2 14.2.1–4 14.3.1–3 15.1.1–3 15.2.1–3 15.3.1–7 "
        + "16.1.1 16.2.1–5 16.3.1–4 16.4.1–3 16.5.1–3 17.1.1 17.2.1–4 17.3.1–2";

    /// <summary>Numbers that the document names and no test has yet. 38 comes with the first upload.</summary>
    private static readonly HashSet<int> Awaited = [38];

    private static readonly string Root = RootOf(AppContext.BaseDirectory);
    private static readonly string Document =
        File.ReadAllText(Path.Combine(Root, "docs", "security.md")) + File.ReadAllText(Path.Combine(Root, "docs", "threat-model.md"));

    private static readonly string Tests = string.Join('\n', new[] { "UnitTests", "IntegrationTests", "ContainerTests" }
        .SelectMany(p => Directory.EnumerateFiles(Path.Combine(Root, "tests", p), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    [Fact]
    public void Every_requirement_is_there_once_and_no_other()
    {
        var told = Row().Matches(Document).SelectMany(row => Expand(row.Groups[1].Value)).ToList();

        told.Count.ShouldBe(253);
        told.ShouldBe(Expand(Requirements), ignoreOrder: true);
    }

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var missing = Named().Matches(Document)
            .Where(name => !Regex.IsMatch(Tests, $@"\bclass {name.Groups["class"].Value}\b")
                || (name.Groups["test"] is { Success: true } test && !Regex.IsMatch(Tests, $@"\b{test.Value}\(")))
            .Select(name => name.Value);

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_number_has_a_test()
    {
        var there = Trait().Matches(Tests).Select(t => Number(t.Groups[1].Value)).ToHashSet();
        var named = Reference().Matches(Document).Select(r => Number(r.Groups[1].Value)).Distinct();

        named.Where(n => !there.Contains(n) && !Awaited.Contains(n)).ShouldBeEmpty();
    }

    private static List<string> Expand(string ids) => [.. Id().Matches(ids).SelectMany(id =>
    {
        var (section, first) = (id.Groups["section"].Value, Number(id.Groups["first"].Value));
        var last = id.Groups["last"] is { Success: true } to ? Number(to.Value) : first;
        return Enumerable.Range(first, last - first + 1).Select(n => $"{section}.{n}");
    })];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln"))
            ? folder
            : RootOf(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No ChatAi.sln above."));

    [GeneratedRegex(@"^\| ([0-9][^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<section>[0-9]+\.[0-9]+)\.(?<first>[0-9]+)(–(?<last>[0-9]+))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();

    [GeneratedRegex("`(?<class>[A-Za-z]+Tests)(\\.(?<test>[A-Za-z0-9_]+))?`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex("Trait[(]\"Security\", \"([0-9]+)\"[)]")]
    private static partial Regex Trait();

    [GeneratedRegex("#([0-9]+)")]
    private static partial Regex Reference();
}
