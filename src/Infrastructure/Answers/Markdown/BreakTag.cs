using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>
/// A <c>&lt;br&gt;</c>, with which models break lines in table cells. Not a <see cref="LineBreakInline"/>, which would end a table's row.
/// </summary>
internal sealed class BreakTag : LeafInline;

internal sealed class BreakTagParser : InlineParser
{
    private const string Name = "<br";

    public BreakTagParser() => OpeningCharacters = ['<'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        if (!text.StartsWith(Name, StringComparison.OrdinalIgnoreCase)) return false;

        var end = text[Name.Length..].TrimStart(' ');
        if (end.StartsWith('/')) end = end[1..];
        if (!end.StartsWith('>')) return false;

        slice.Start += text.Length - end.Length + 1;
        processor.Inline = new BreakTag();
        return true;
    }
}

internal sealed class BreakTagHtml : HtmlObjectRenderer<BreakTag>
{
    // One line break is enough where the line ends anyway.
    protected override void Write(HtmlRenderer renderer, BreakTag obj)
    {
        if (obj.NextSibling is not LineBreakInline) renderer.WriteLine("<br />");
    }
}
