using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Makes pieces of what was parsed: containers of those that the text goes on in, whole ones of all others.</summary>
/// <param name="open">The containers that were open before, as they were parsed again.</param>
internal sealed class Pieces(IReadOnlyList<ContainerBlock> open, OpenPath path, string text)
{
    private readonly BlockHtml _html = new(text);
    private readonly List<Piece> _opened = [];

    public Cut? Cut { get; } = Cut.In(open, text, path.Header.Length);

    /// <summary>The code that the text goes on in, where the last block is code at the margin.</summary>
    public OpenCode? Code { get; private set; }

    public IReadOnlyList<Piece> Opened => _opened;

    public int Kept { get; private set; }

    /// <summary>Whether the block at the cut is an item with an empty line before it.</summary>
    public bool IsApart { get; private set; }

    public IReadOnlyList<IReadOnlyList<Piece>> Additions()
    {
        if (Cut is { Containers.Count: 1 }) Code = OpenCode.In(Cut.Block, text);
        return [.. open.Select((container, level) => (IReadOnlyList<Piece>)Additions(container, level).ToList())];
    }

    private IEnumerable<Piece> Additions(ContainerBlock container, int level)
    {
        var isInnermost = level == open.Count - 1;
        var first = path.Levels[level].Made + (isInnermost ? 0 : 1);
        var children = BlockHtml.Children(container);
        if (Cut is not null && level == Cut.Depth - 1) Kept = Cut.KeptOf(children, level) - first;
        for (var i = first; i < children.Count; i++)
            yield return Of(children[i], _html.IsApart(children, i) || (isInnermost && i == first && path.IsApart));
    }

    private Piece Of(Block block, bool isApart)
    {
        if (block == Cut?.Block)
        {
            IsApart = isApart;
            if (Code is { } code) return new Piece(code.Html);
        }

        var level = Cut?.LevelOf(block) ?? 0;
        return level == 0 ? new Piece(_html.Of(block, isApart)) : Open((ContainerBlock)block, level, isApart);
    }

    private Piece Open(ContainerBlock container, int level, bool isApart)
    {
        var children = BlockHtml.Children(container);
        var pieces = children.Select((child, i) => Of(child, _html.IsApart(children, i))).ToList();
        var piece = new Piece(_html.ShellOf(container, isApart)!, pieces, Cut!.KeptOf(children, level));
        _opened.Insert(0, piece);
        return piece;
    }
}
