using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Architecture;

/// <summary>Links between documents, and from documents to files, lead somewhere.</summary>
public sealed partial class DocumentLinkTests
{
    private static readonly string Root = RootOf(AppContext.BaseDirectory);

    private static readonly string[] Documents =
    [
        .. Directory.GetFiles(Root, "*.md"),
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories),
        Path.Combine(Root, "benchmarks", "README.md"),
        Path.Combine(Root, "tests", "ScriptTests", "README.md"),
    ];

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading()
    {
        var links = Documents.SelectMany(LinksIn).ToList();
        links.Count.ShouldBeGreaterThan(100);

        links.Where(link => !Exists(link)).Select(link => $"{Path.GetRelativePath(Root, link.Document)}: {link.Target}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_decision_is_in_the_index()
    {
        var folder = Path.Combine(Root, "docs", "decisions");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));

        Directory.GetFiles(folder, "0*.md").Select(file => Path.GetFileName(file)!)
            .Where(name => !index.Contains($"]({name})", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<(string Document, string Target)> LinksIn(string document)
    {
        var text = Code().Replace(File.ReadAllText(document), "");
        return Link().Matches(text)
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(target => (document, target));
    }

    private static bool Exists((string Document, string Target) link)
    {
        var parts = link.Target.Split('#', 2);
        var folder = Path.GetDirectoryName(link.Document)!;
        var file = parts[0].Length == 0 ? link.Document : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(parts[0])));
        if (!Path.Exists(file)) return false;
        return parts.Length == 1 || HeadingsOf(file).Contains(parts[1]);
    }

    // As GitHub makes anchors of headings.
    private static IEnumerable<string> HeadingsOf(string file) => Heading().Matches(File.ReadAllText(file))
        .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // Fenced code, and code within a line.
    [GeneratedRegex("^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
