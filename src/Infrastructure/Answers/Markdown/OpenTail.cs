using System.Buffers;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>The rendering of the end of a growing text.</summary>
/// <param name="Blocks">The HTML of its top-level blocks.</param>
/// <param name="FinalCount">How many of them cannot change any more, however the text continues.</param>
/// <param name="FinalLength">Where in the text the first block begins that may change.</param>
/// <param name="ShownLength">How much of the text the HTML shows: white space at the end matters to what follows.</param>
/// <param name="Fence">What closes the last block, if it is code that new text simply continues.</param>
internal sealed record OpenTail(IReadOnlyList<string> Blocks, int FinalCount, int FinalLength, int ShownLength, string? Fence)
{
    // A line of only these characters may still become another kind of block, or part of the previous one: "**" is a list, "**a" is not.
    private static readonly SearchValues<char> Ambiguous = SearchValues.Create(" \t>*+-_=#~`|:.)0123456789");

    /// <summary>
    /// CommonMark reads lines from top to bottom: once a second top-level block has begun, the first one is final. (A link reference
    /// definition further down can change it; the final rendering of the whole text takes care of that.)
    /// </summary>
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

        // Every character behind the first line of an open fence is code, as it stands.
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

    // Markdig makes a paragraph and a table of one paragraph whose last lines are a table.
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
