using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

internal sealed class QuoteParser : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        Nesting.IsAtLimit(processor) ? BlockState.None : base.TryOpen(processor);
}

internal sealed class ListParser : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) =>
        Nesting.IsAtLimit(processor) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>Paragraphs. Markdig moves all lines for each link definition at the start, so a very long paragraph has none. One of only
/// definitions stays as an empty paragraph: removing it would search all blocks.</summary>
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

        // Markdig searches all earlier definitions for each new one. Links find theirs by label, so the blocks are not needed.
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
    // Markdig throws when blocks nest deeper than 128, and visits all open blocks for each line.
    private const int MaxDepth = 50;

    public static bool IsAtLimit(BlockProcessor processor)
    {
        var depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null; block = block.Parent) depth++;
        return depth >= MaxDepth;
    }
}
