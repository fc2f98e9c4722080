using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Links, with a limit on failed reads: Markdig may read to the paragraph's end for each <c>](</c> that is no link.</summary>
internal sealed class LinkParser : LinkInlineParser
{
    private const int MaxTargetLength = 16 * 1024;
    private const int MaxFailedLength = 4 * 1024 * 1024;

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var last = processor.Inline;
        if (slice.CurrentChar == ']') return MatchEnd(processor, ref slice);
        if (!base.Match(processor, ref slice)) return false;
        return !PlainText.HasTooManyOpen(last) || PlainText.Show(processor, ref slice);
    }

    private bool MatchEnd(InlineProcessor processor, ref StringSlice slice)
    {
        var isTargetNext = slice.PeekChar() == '(' && processor.Inline?.FirstParentOfType<LinkDelimiterInline>() is { IsActive: true };
        if (!isTargetNext) return base.Match(processor, ref slice);

        var end = slice.End;
        slice.End = Math.Min(end, slice.Start + MaxTargetLength);
        var length = slice.Length;
        var isLink = base.Match(processor, ref slice);
        slice.End = end;
        if (isLink) return true;

        var failedLength = (processor.ParserStates[Index] as int? ?? 0) + length;
        processor.ParserStates[Index] = failedLength;
        return failedLength > MaxFailedLength && PlainText.Show(processor, ref slice);
    }
}
