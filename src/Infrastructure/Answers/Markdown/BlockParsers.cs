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
/// Paragraphs. One of nothing but link definitions stays as an empty one: Markdig would look for it among all blocks to remove it. And it looks
/// through all definitions for each one, so there is a limit to them.
/// </summary>
internal sealed class ParagraphParser : ParagraphBlockParser
{
    private const int MaxDefinitions = 2_000;

    public static bool IsEmpty(Block block) => block is ParagraphBlock { Inline.FirstChild: null } && !PlainText.IsPlain(block);

    public override bool Close(BlockProcessor processor, Block block)
    {
        if (processor.Document.GetLinkReferenceDefinitions(addGroup: false).Count < MaxDefinitions) base.Close(processor, block);
        else if (block is ParagraphBlock paragraph) Trim(ref paragraph.Lines);
        return true;
    }

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
