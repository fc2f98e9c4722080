using System.Globalization;
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
            "video", "comment"];

    private static readonly HashSet<string> Blocks =
        ["address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
            "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
            "tfoot", "thead", "tr", "ul"];

    private static readonly char[] Units = [.. "%abcdefghijklmnopqrstuvwxyz"];

    // What a cell of a table may have to be one line; in others, tables lay out a page.
    private const int LongCell = 1000;
    private const string Structure = "h1, h2, h3, h4, h5, h6, table, ul, ol, dl, pre";

    private readonly StringBuilder _line = new();
    private string _marker = "";
    private int _number;
    private bool _isCell;

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
        else if (name is "td" or "th") ReadCell(element);
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

        if (element.LocalName == "li") _marker = _number > 0 ? $"{_number++}. " : "- ";
        if (element.LocalName is "ol" or "ul") ReadList(element);
        else ReadChildren(element);
        EndLine();
        if (element.LocalName == "li") _marker = "";
    }

    private void ReadList(IElement list)
    {
        var outer = _number;
        _number = list.LocalName == "ol" ? 1 : 0;
        if (_number == 1 && int.TryParse(list.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            _number = Math.Clamp(start, 1, 1_000_000);
        ReadChildren(list);
        _number = outer;
    }

    private void ReadCell(IElement cell)
    {
        var isWithin = _isCell;
        _isCell |= cell.TextContent.Length <= LongCell && cell.QuerySelector(Structure) is null;
        ReadChildren(cell);
        _isCell = isWithin;
        if (cell.NextElementSibling is not null) _line.Append(" | ");
    }

    private void ReadChildren(IElement element)
    {
        foreach (var child in element.ChildNodes)
        {
            if (child is IText text) _line.Append(text.Data);
            else if (child is IElement inner) ReadElement(inner);
        }
    }

    private void EndLine()
    {
        if (_isCell)
        {
            _line.Append(' ');
            return;
        }

        var line = Spaced(_line.ToString());
        _line.Clear();
        if (line.Length == 0) return;
        sections.Line(_marker + line);
        _marker = "";
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
