using System.Buffers;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Where a text can be cut so that only what stands behind has to be read again when it grows.</summary>
/// <param name="Containers">Those that begin in an earlier line, from the document down; the text goes on in all of them.</param>
/// <param name="Block">The last child of the innermost.</param>
/// <param name="IsOver">Whether the block cannot change any more.</param>
/// <param name="Depth">How many of the containers were open before.</param>
/// <param name="Start">Where the line begins in which the block does, or the one behind it when it is over.</param>
internal sealed record Cut(IReadOnlyList<ContainerBlock> Containers, Block Block, bool IsOver, int Depth, int Start)
{
    // A line of these only may still become another kind of block, or go on with the one before: "**" is a list, "**a" is not.
    private static readonly SearchValues<char> Undecided = SearchValues.Create(" \t>*+-_=#~`|:.)0123456789");

    public Block TopLevel => Containers.Count > 1 ? Containers[1] : Block;

    /// <param name="open">The containers that were open before.</param>
    /// <param name="from">Where the text begins that is not there only to open them.</param>
    /// <returns>Null when nothing new can be cut off.</returns>
    public static Cut? In(IReadOnlyList<ContainerBlock> open, string text, int from)
    {
        var last = text.LastIndexOf('\n') + 1;
        var chain = Chain(open, text, text.AsSpan(last).ContainsAnyExcept(Undecided) ? text.Length : last);
        if (chain.Count == 0 || open.Contains(chain[^1]) || text.LineStart(chain[^1]) is var start && start < from) return null;

        var containers = chain.TakeWhile(block => open.Contains(block) || text.LineStart(block) < start).Cast<ContainerBlock>().Prepend(open[0]).ToList();
        var block = chain[containers.Count - 1];
        var end = EndOfCode(block, text);
        return new Cut(containers, block, end > 0, containers.Count(open.Contains), end > 0 ? end : start);
    }

    /// <summary>How many of a container's children will not be replaced; the last of them may grow.</summary>
    public int KeptOf(List<Block> children, int level) =>
        level + 1 < Containers.Count ? children.IndexOf(Containers[level + 1]) + 1 : children.IndexOf(Block) + (IsOver ? 1 : 0);

    /// <returns>Which of the containers a block is; 0 when it is none, or the document.</returns>
    public int LevelOf(Block block)
    {
        var level = Containers.Count - 1;
        while (level > 0 && Containers[level] != block) level--;
        return level;
    }

    // What follows long code must not wait until that has grown by a part.
    private static int EndOfCode(Block block, string text) =>
        block is FencedCodeBlock { ClosingFencedCharCount: > 0 } && block.Span.End < text.Length ? text.IndexOf('\n', block.Span.End) + 1 : 0;

    // The way from the document to the last block, past what is not decided yet.
    private static List<Block> Chain(IReadOnlyList<ContainerBlock> open, string text, int decided)
    {
        var chain = new List<Block>();
        for (var container = open[0]; container is not null;)
        {
            var children = BlockHtml.Children(container);
            var last = children.LastOrDefault(b => !b.Span.IsEmpty && text.LineStart(b) < decided && !IsPartOfParagraph(children, b));
            if (last is null) break;
            container = last is ListBlock or ListItemBlock or QuoteBlock || last is Table && !IsBesideMarker(last) ? (ContainerBlock)last : null;
            chain.Add(last);
        }

        return chain;

        // The parser makes two blocks of some paragraphs.
        static bool IsPartOfParagraph(IReadOnlyList<Block> children, Block block) =>
            block is Table && children.TakeWhile(b => b != block).LastOrDefault() is ParagraphBlock before && block.Span.Start - before.Span.End < 3;

        // Its first line cannot be repeated then.
        bool IsBesideMarker(Block table) => chain.Any(b => b is ListItemBlock && text.LineStart(b) == text.LineStart(table));
    }
}
