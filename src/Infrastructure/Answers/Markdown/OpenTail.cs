using System.Buffers;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>The rendered end of a growing text.</summary>
/// <param name="FinalCount">How many blocks cannot change any more, however the text continues.</param>
/// <param name="FinalLength">Where the first block begins that may change.</param>
/// <param name="ShownLength">How much of the text the HTML shows; trailing white space matters to what follows.</param>
/// <param name="Fence">The closing fence of the last block, if new text simply extends its code.</param>
internal sealed record OpenTail(IReadOnlyList<string> Blocks, int FinalCount, int FinalLength, int ShownLength, string? Fence)
{
    // A line of only these characters may still become another kind of block, or part of the previous one: "**" is a list, "**a" is not.
    private static readonly SearchValues<char> Ambiguous = SearchValues.Create(" \t>*+-_=#~`|:.)0123456789");

    /// <summary>Once a second top-level block has begun, the first is final, except for link definitions: the final rendering handles
    /// those.</summary>
    public static OpenTail Render(string text)
    {
        if (MarkdigMarkdown.Parse(text, isOpen: true) is not { } document)
            return new OpenTail([CodeBlockHtml.Write("", text)], 0, 0, text.Length, null);

        var html = new BlockHtml(text);
        var blocks = BlockHtml.Children(document);
        var rendered = blocks.ConvertAll(block => html.Of(block));
        var finalCount = FinalCountOf(blocks, text);
        var finalLength = finalCount > 0 ? LineStart(text, blocks[finalCount]) : 0;
        var shownLength = text.AsSpan().TrimEnd().Length;

        // Everything after the first line of an open fence is code.
        if (blocks.Count == 0 || OpenCodeStart(blocks[^1], text) is not { } codeStart)
            return new OpenTail(rendered, finalCount, finalLength, shownLength, null);

        var code = (FencedCodeBlock)blocks[^1];
        rendered[^1] = CodeBlockHtml.Write(code.Info, text[codeStart..]);
        return new OpenTail(rendered, finalCount, finalLength, text.Length, new string(code.FencedChar, code.OpeningFencedCharCount));
    }

    private static int FinalCountOf(List<Block> blocks, string text)
    {
        var lastLine = text.LastIndexOf('\n') + 1;
        var isAmbiguous = !text.AsSpan(lastLine).ContainsAnyExcept(Ambiguous);
        var end = isAmbiguous ? lastLine : text.Length;
        for (var i = blocks.Count - 1; i > 0; i--)
        {
            if (LineStart(text, blocks[i]) < end && !IsEndOfParagraph(blocks, i) && !IsOpenMath(blocks[i], text)) return i;
        }

        return 0;
    }

    // Markdig splits a paragraph whose last lines are a table into a paragraph and a table.
    private static bool IsEndOfParagraph(List<Block> blocks, int index) =>
        blocks[index] is Table && blocks[index - 1] is ParagraphBlock before && blocks[index].Span.Start - before.Span.End < 3;

    // Until its line has ended, it may become part of the paragraph before it.
    private static bool IsOpenMath(Block block, string text) =>
        block is MathBlock math && (!math.IsClosed || text.IndexOf('\n', Math.Min(math.Span.End, text.Length)) < 0);

    private static int? OpenCodeStart(Block block, string text)
    {
        var start = LineStart(text, block);
        if (block is not FencedCodeBlock { ClosingFencedCharCount: 0 } code || text[start] != code.FencedChar) return null;
        var lineEnd = text.IndexOf('\n', start);
        return lineEnd < 0 ? null : lineEnd + 1;
    }

    private static int LineStart(string text, Block block) => text.LastIndexOf('\n', Math.Max(0, block.Span.Start - 1)) + 1;
}
