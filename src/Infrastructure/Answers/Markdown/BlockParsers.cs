using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Quotes, up to a depth that Markdig renders.</summary>
internal sealed class QuoteParser : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        Nesting.IsAtLimit(processor) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>Lists, up to a depth that Markdig renders.</summary>
internal sealed class ListParser : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        Nesting.IsAtLimit(processor) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>
/// Paragraphs. One of nothing but link definitions stays as an empty one: Markdig would look for it among all blocks to remove it. And it
/// moves all lines of a paragraph for each definition at its beginning, so a very long paragraph has none, and is no heading.
/// </summary>
internal sealed class ParagraphParser : ParagraphBlockParser
{
    private const int MaxLines = 500;

    public static bool IsEmpty(Block block) => block is ParagraphBlock { Inline.FirstChild: null } && !PlainText.IsPlain(block);

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine || !IsVeryLong(block)) return base.TryContinue(processor, block);
        block.UpdateSpanEnd(processor.Line.End);
        return BlockState.Continue;
    }

    public override bool Close(BlockProcessor processor, Block block)
    {
        if (IsVeryLong(block)) Trim(ref ((ParagraphBlock)block).Lines);
        else if (!base.Close(processor, block) && block.Parent!.LastChild == block) block.Parent.RemoveAt(block.Parent.Count - 1);

        // Markdig looks for each definition among all earlier ones. Links find theirs by its label, and nothing shows these blocks.
        processor.Document.GetLinkReferenceDefinitions(addGroup: false).Clear();
        return true;
    }

    private static bool IsVeryLong(Block block) => block is ParagraphBlock { Lines.Count: > MaxLines };

    private static void Trim(ref StringLineGroup lines)
    {
        for (var i = 0; i < lines.Count; i++) lines.Lines[i].Slice.Trim();
    }
}

internal static class Nesting
{
    // Markdig refuses to render the whole text where blocks nest deeper than 128, and visits all open blocks for each line.
    private const int MaxDepth = 50;

    public static bool IsAtLimit(BlockProcessor processor)
    {
        var depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null; block = block.Parent) depth++;
        return depth >= MaxDepth;
    }
}
