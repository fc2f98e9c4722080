using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary><c>\[</c> or <c>$$</c> at the start of a line, up to the closing delimiter at the end of a line. A blank line before that makes
/// it a paragraph, and so does the end of the text, unless the text still grows.</summary>
internal sealed class MathBlockParser : BlockParser
{
    public MathBlockParser() => OpeningCharacters = ['\\', '$'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent) return BlockState.None;
        var line = processor.Line.AsSpan();
        var opening = MathDelimiters.At(line);
        if (opening is null || !MathDelimiters.IsDisplay(opening)) return BlockState.None;

        // An earlier search may have found that no math ends here.
        var noMathUpTo = processor.Document.GetData(opening) as int? ?? 0;
        if (processor.Start < noMathUpTo) return BlockState.None;

        var end = EndOf(processor.Line, opening, MarkdigMarkdown.IsOpen(processor));
        if (end < 0)
        {
            processor.Document.SetData(opening, ~end);
            return BlockState.None;
        }

        var isOneLine = end <= processor.Line.End + 1 && IsClosedIn(line, opening);
        if (isOneLine && !MathDelimiters.HasContent(line.TrimEnd(), opening)) return BlockState.None;
        processor.NewBlocks.Push(new MathBlock(this, opening)
        {
            Column = processor.Column,
            Span = new SourceSpan(processor.Start, processor.Line.End),
            IsClosed = isOneLine,
        });
        return isOneLine ? BlockState.Break : BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine) return BlockState.BreakDiscard;
        var math = (MathBlock)block;
        var end = MathDelimiters.EndOf(processor.Line.AsSpan(), math.Opening);
        math.UpdateSpanEnd(processor.Line.End);
        processor.GoToColumn(processor.ColumnBeforeIndent);
        if (end is null) return BlockState.Continue;
        math.IsClosed = true;
        return BlockState.Break;
    }

    private static bool IsClosedIn(ReadOnlySpan<char> line, string opening) => MathDelimiters.LengthOf(line, opening) is not null;

    /// <returns>Where the math ends, or the complement of the position up to which none does.</returns>
    private static int EndOf(StringSlice line, string opening, bool isOpen)
    {
        var text = line.Text.AsSpan();
        for (var at = line.Start + opening.Length; at <= text.Length;)
        {
            var lineEnd = text[at..].IndexOf('\n');
            var rest = lineEnd < 0 ? text[at..] : text.Slice(at, lineEnd);
            var isLater = at > line.Start + opening.Length;
            if (isLater && lineEnd >= 0 && IsBlank(rest)) return ~at;

            var end = MathDelimiters.EndOf(rest, opening);
            if (end is not null) return rest[end.Value..].IsWhiteSpace() ? at + end.Value : ~at;
            if (lineEnd < 0) break;
            at += lineEnd + 1;
        }

        return isOpen ? text.Length : ~text.Length;
    }

    // Also in a quote.
    private static bool IsBlank(ReadOnlySpan<char> line) => !line.ContainsAnyExcept(" \t\r>");
}
