using System.Buffers;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Counts how deeply tags are nested before they are parsed: the parser takes minutes for a page of nested elements.</summary>
internal static class HtmlDepth
{
    // Either they have no content, or one ends where the next begins, so that none is nested in another of its kind alone.
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "optgroup", "option", "p",
        "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    };

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "textarea", "title" };

    /// <exception cref="FileRefusedException">It is too deep.</exception>
    public static void Check(ReadOnlySpan<char> html)
    {
        var depth = 0;
        while (true)
        {
            var at = html.IndexOf('<');
            if (at < 0 || at + 1 >= html.Length) return;
            html = html[(at + 1)..];
            if (html.StartsWith("!--")) html = After(html, "-->");
            else if (html[0] == '/') depth = Math.Max(0, depth - (Flat.Contains(NameOf(html[1..]).ToString()) ? 0 : 1));
            else if (char.IsAsciiLetter(html[0])) html = Open(html, ref depth);
        }
    }

    private static ReadOnlySpan<char> Open(ReadOnlySpan<char> html, scoped ref int depth)
    {
        var name = NameOf(html).ToString();
        if (Raw.Contains(name)) return After(html, $"</{name}");
        if (Flat.Contains(name)) return html;
        var end = html.IndexOf('>');
        if (end > 0 && html[end - 1] == '/' && IsForeign(name)) return html;
        if (++depth > ExtractionLimits.MaxHtmlDepth) throw new FileRefusedException(FileFailures.TooDeep);
        return html;
    }

    // Only in drawings does a slash end an element.
    private static bool IsForeign(string name) =>
        name is "path" or "circle" or "rect" or "line" or "ellipse" or "polygon" or "polyline" or "use" or "stop" or "image";

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(NameEnds);
        return end < 0 ? tag : tag[..end];
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> html, string end)
    {
        var at = html.IndexOf(end, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : html[(at + end.Length)..];
    }
}
