using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A <c>&lt;br&gt;</c> in a table cell. Not a <see cref="LineBreakInline"/>, which would end the row.</summary>
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
    // Not before a real line break.
    protected override void Write(HtmlRenderer renderer, BreakTag obj)
    {
        if (obj.NextSibling is not LineBreakInline) renderer.WriteLine("<br />");
    }
}
