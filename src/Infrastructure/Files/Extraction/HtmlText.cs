using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ChatAi.Application.Files;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Web pages: what a reader sees of them, in units that begin at headings.</summary>
internal sealed class HtmlText(SectionUnits sections)
{
    private static readonly HashSet<string> Unseen =
        ["head", "script", "style", "template", "noscript", "iframe", "object", "svg", "select", "textarea", "datalist", "canvas", "audio",
            "video"];

    private static readonly HashSet<string> Blocks =
        ["address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
            "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
            "tfoot", "thead", "tr", "ul"];

    private static readonly char[] Units = [.. "%abcdefghijklmnopqrstuvwxyz"];

    private readonly StringBuilder _line = new();

    public static void Read(ArraySegment<byte> file, UnitWriter units)
    {
        if (file.Count > ExtractionLimits.MaxHtmlBytes)
            throw new FileRefusedException(FileFailures.TooLarge(ExtractionLimits.MaxHtmlBytes));
        var html = TextDecoding.Decode(file);
        HtmlDepth.Check(html);
        using var page = new HtmlParser().ParseDocument(html);
        var sections = new SectionUnits(units);
        if (page.Title is { Length: > 0 } title) sections.Heading(title);
        new HtmlText(sections).ReadElement(page.Body);
        sections.Flush();
    }

    private void ReadElement(IElement? element)
    {
        if (element is null || IsUnseen(element)) return;
        var name = element.LocalName;
        if (name is ['h', >= '1' and <= '6'])
        {
            EndLine();
            sections.Heading(Spaced(element.TextContent));
        }
        else if (name == "br") EndLine();
        else if (Blocks.Contains(name)) ReadBlock(element);
        else ReadChildren(element);
    }

    private void ReadBlock(IElement element)
    {
        EndLine();
        if (element.LocalName == "pre")
        {
            sections.Line(element.TextContent);
            return;
        }

        if (element.LocalName == "li") _line.Append("- ");
        ReadChildren(element);
        EndLine();
    }

    private void ReadChildren(IElement element)
    {
        foreach (var child in element.ChildNodes)
        {
            if (child is IText text) _line.Append(text.Data);
            else if (child is IElement inner) ReadElement(inner);
        }

        if (element.LocalName is "td" or "th" && element.NextElementSibling is not null) _line.Append(" | ");
    }

    private void EndLine()
    {
        var line = Spaced(_line.ToString());
        _line.Clear();
        if (line.Length > 0 && line != "-") sections.Line(line);
    }

    private static bool IsUnseen(IElement element)
    {
        if (Unseen.Contains(element.LocalName) || element.HasAttribute("hidden")) return true;
        return element.GetAttribute("style") is { } style && style.Split(';').Any(Hides);
    }

    // One declaration, such as "font-size: 0px".
    private static bool Hides(string declaration)
    {
        declaration = declaration.ToLowerInvariant().Replace("!important", "", StringComparison.Ordinal);
        if (declaration.Split(':', StringSplitOptions.TrimEntries) is not [var name, var value]) return false;
        if (name is "font-size" or "opacity") return value.TrimEnd(Units) is "0" or "0.0";
        return (name, value) is ("display", "none") or ("visibility", "hidden");
    }

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
