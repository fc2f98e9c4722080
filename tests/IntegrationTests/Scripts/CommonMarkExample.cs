using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ChatAi.Infrastructure.Answers.Markdown;
using Xunit;

namespace ChatAi.IntegrationTests.Scripts;

/// <summary>One example of the CommonMark specification.</summary>
internal sealed partial record CommonMarkExample(int Number, string Section, string Markdown, string Html)
{
    private static readonly MarkdigMarkdown Renderer = new();

    private static readonly HtmlParser Parser = new();

    public static async Task<IReadOnlyList<CommonMarkExample>> AllAsync()
    {
        await Node.RequireAsync();
        const string Tests = "JSON.stringify(require('commonmark-spec').tests)";
        var json = await Node.EvaluateAsync(Tests, TestContext.Current.CancellationToken);
        return [.. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(test => new CommonMarkExample(
            test.GetProperty("number").GetInt32(),
            test.GetProperty("section").GetString()!,
            WithTabs(test.GetProperty("markdown").GetString()!),
            WithTabs(test.GetProperty("html").GetString()!)))];
    }

    /// <returns>
    /// What the specification says and what is rendered; null where both are the same, but for what is different everywhere.
    /// </returns>
    public string? Difference()
    {
        var expected = Expected();
        var actual = Actual();
        return expected == actual ? null : $"says  {expected}\nis    {actual}";
    }

    public override string ToString() => $"Example {Number} ({Section})";

    private string Expected()
    {
        var body = Parser.ParseDocument(Html).Body!;
        foreach (var image in body.QuerySelectorAll("img").ToList())
            image.Replace(Linked(body, image.GetAttribute("src"), $"Image: {Alternative(image)}"));
        foreach (var link in body.QuerySelectorAll("a").Reverse().ToList())
        {
            link.RemoveAttribute("title");
            if (LinkHtml.IsAllowed(link.GetAttribute("href"), out var target)) link.SetAttribute("href", target.AbsoluteUri);
            else Unwrap(link, link.GetAttribute("href"));
        }

        foreach (var text in Texts(body).Where(text => text.Data.Contains('\n', StringComparison.Ordinal)))
        {
            if (text.ParentElement!.Closest("pre, code") is not null) continue;
            var isBetweenBlocks = string.IsNullOrWhiteSpace(text.Data) && (!IsInline(text.PreviousSibling) || !IsInline(text.NextSibling));
            if (!isBetweenBlocks) BreakLines(text);
        }

        return Normal(body);
    }

    private string Actual()
    {
        var body = Parser.ParseDocument(string.Concat(Renderer.RenderBlocks(Markdown))).Body!;
        foreach (var host in body.QuerySelectorAll("a + .muted").ToList()) host.Remove();
        foreach (var link in body.QuerySelectorAll("a"))
        {
            link.RemoveAttribute("rel");
            link.RemoveAttribute("target");
        }

        foreach (var block in body.QuerySelectorAll(".code-block").ToList()) block.Replace(block.QuerySelector("pre")!);
        foreach (var element in body.QuerySelectorAll("code, pre, li, .math"))
        {
            foreach (var name in (string[])["dir", "tabindex", "aria-label"]) element.RemoveAttribute(name);
            if (element.ClassName is "code-block__body" or "language-text" or "prose__apart") element.RemoveAttribute("class");
        }

        return Normal(body);
    }

    private static void BreakLines(IText text)
    {
        var isBroken = text.PreviousSibling is IElement { LocalName: "br" } || !IsInline(text.PreviousSibling);
        var lines = isBroken ? text.Data.TrimStart('\n') : text.Data;
        if (!IsInline(text.NextSibling)) lines = lines.TrimEnd('\n');
        var nodes = new List<INode>();
        foreach (var line in lines.Split('\n'))
        {
            if (nodes.Count > 0) nodes.Add(text.Owner!.CreateElement("br"));
            nodes.Add(text.Owner!.CreateTextNode(line));
        }

        text.Replace([.. nodes]);
    }

    private static bool IsInline(INode? node) => node is IText or IElement { LocalName: "a" or "em" or "strong" or "code" or "br" };

    // Every item of a list has paragraphs, also in a tight list.
    private static string Normal(IElement body)
    {
        foreach (var text in Texts(body))
        {
            var isBetweenBlocks = string.IsNullOrWhiteSpace(text.Data) && text.Data.Contains('\n', StringComparison.Ordinal);
            if (isBetweenBlocks && text.ParentElement!.Closest("pre, code") is null) text.Remove();
        }

        foreach (var paragraph in body.QuerySelectorAll("li > p").ToList())
        {
            paragraph.After(body.Owner!.CreateTextNode("\n"));
            Unwrap(paragraph, null);
        }

        body.Normalize();
        foreach (var code in body.QuerySelectorAll("pre > code")) code.TextContent = code.TextContent.TrimEnd('\n');
        return Between().Replace(body.InnerHtml.Trim(), "$1").Replace(">\n", ">", StringComparison.Ordinal);
    }

    // The specification shows them.
    private static string WithTabs(string text) => text.Replace('→', '\t');

    private static string Alternative(IElement image) =>
        image.GetAttribute("alt") is { Length: > 0 } text ? text : "without a description";

    private static INode Linked(IElement body, string? url, string text)
    {
        var link = body.Owner!.CreateElement("a");
        link.SetAttribute("href", url ?? "");
        link.TextContent = text;
        return link;
    }

    private static void Unwrap(IElement element, string? instead)
    {
        if (element.ChildNodes.Length == 0 && instead is not null) element.TextContent = WebUtility.UrlDecode(instead);
        element.Replace([.. element.ChildNodes.Select(child => child.Clone())]);
    }

    private static List<IText> Texts(INode node) => [.. node.Descendants<IText>()];

    [GeneratedRegex(@"\s*(</?(?:p|ul|ol|li|blockquote|h[1-6]|hr|pre|br|div)(?: [^>]*)?>)\s*")]
    private static partial Regex Between();
}
