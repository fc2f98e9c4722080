using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Emphasis, also next to CJK punctuation. Closes certain pairs at once, where Markdig waits for the paragraph's end.</summary>
internal sealed class EmphasisParser : EmphasisInlineParser
{
    private const int MaxCount = 2;

    public EmphasisParser()
    {
        CjkFriendlyEmphasis = true;

        // The strikethrough extension would configure the parser that this one replaces.
        EmphasisDescriptors.Add(new EmphasisDescriptor('~', 2, MaxCount, true));
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var last = processor.Inline;
        if (!base.Match(processor, ref slice)) return false;

        var run = (EmphasisDelimiterInline)processor.Inline!;
        if (PlainText.Innermost(last) is EmphasisDelimiterInline innermost && AreCertainPair(innermost, run))
        {
            processor.Inline = Close(innermost, run);
            return true;
        }

        if (run.Type == DelimiterType.Close && !HasOpen(run.DelimiterChar, last))
        {
            processor.Inline = last;
            return false;
        }

        return !PlainText.HasTooManyOpen(last) || PlainText.Show(processor, ref slice);
    }

    // Of equal length and with nothing open between them, CommonMark matches them. Not across lines, which may be table rows.
    private static bool AreCertainPair(EmphasisDelimiterInline opening, EmphasisDelimiterInline closing)
    {
        if (opening.DelimiterChar != closing.DelimiterChar || opening.DelimiterCount != closing.DelimiterCount) return false;
        if (closing.DelimiterCount > MaxCount || !closing.Type.HasFlag(DelimiterType.Close)) return false;
        if (!opening.Type.HasFlag(DelimiterType.Open)) return false;
        if (opening.Type.HasFlag(DelimiterType.Close) && HasOpen(opening.DelimiterChar, opening.Parent)) return false;
        for (var child = opening.FirstChild; child is not null; child = child.NextSibling)
        {
            if (child is DelimiterInline or LineBreakInline) return false;
        }

        return opening.FirstChild is not null;
    }

    private static EmphasisInline Close(EmphasisDelimiterInline opening, EmphasisDelimiterInline closing)
    {
        var emphasis = new EmphasisInline
        {
            DelimiterChar = closing.DelimiterChar,
            DelimiterCount = closing.DelimiterCount,
            Span = new SourceSpan(opening.Span.Start, closing.Span.End),
            Line = opening.Line,
            Column = opening.Column,
        };
        opening.ReplaceBy(emphasis);
        emphasis.IsClosed = true;
        return emphasis;
    }

    private static bool HasOpen(char character, Inline? last)
    {
        for (var open = PlainText.Innermost(last); open is not null; open = PlainText.Innermost(open.Parent))
        {
            if (open is EmphasisDelimiterInline emphasis && emphasis.DelimiterChar == character) return true;
        }

        return false;
    }
}
