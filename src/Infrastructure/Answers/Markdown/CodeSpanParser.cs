using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax.Inlines;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Code spans. Unlike Markdig, does not read to the end of the paragraph for each unclosed run of backticks.</summary>
internal sealed class CodeSpanParser : CodeInlineParser
{
    private const char Backtick = '`';

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekCharExtra(-1) == Backtick) return false;

        var lastRuns = processor.ParserStates[Index] as Dictionary<int, int>;
        if (lastRuns is null)
        {
            lastRuns = LastRuns(slice);
            processor.ParserStates[Index] = lastRuns;
        }

        var length = RunLength(slice.AsSpan());
        if (lastRuns.GetValueOrDefault(length) > slice.Start) return base.Match(processor, ref slice);

        processor.Inline = new LiteralInline { Content = new StringSlice(slice.Text, slice.Start, slice.Start + length - 1) };
        slice.Start += length;
        return true;
    }

    /// <returns>The start of the last run of each length.</returns>
    private static Dictionary<int, int> LastRuns(StringSlice slice)
    {
        var runs = new Dictionary<int, int>();
        var text = slice.AsSpan();
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOf(Backtick);
            if (next < 0) break;

            var length = RunLength(text[(at + next)..]);
            runs[length] = slice.Start + at + next;
            at += next + length;
        }

        return runs;
    }

    private static int RunLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(Backtick);
        return end < 0 ? text.Length : end;
    }
}
