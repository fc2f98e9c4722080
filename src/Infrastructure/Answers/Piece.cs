using System.Text;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers;

/// <summary>A part of an answer's HTML that is one element: rendered as a whole, or a container that gains children.</summary>
internal sealed class Piece
{
    private readonly Shell? _shell;
    private readonly CompactText _html;
    private readonly List<Piece> _children = [];

    public Piece(string html) => _html = new CompactText(html);

    /// <param name="kept">How many of the children will not be replaced, though the last of them may grow.</param>
    public Piece(Shell shell, IEnumerable<Piece> children, int kept)
    {
        _shell = shell;
        _children.AddRange(children);
        Kept = kept;
    }

    public IReadOnlyList<Piece> Children => _children;

    public bool IsContainer => _shell is not null;

    public int Kept { get; set; }

    public long CreatedAt { get; private set; }

    /// <summary>When children were last added or replaced.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>When there were last fewer children than before.</summary>
    public long ShrunkAt { get; private set; } = -1;

    public int[] Inner => _shell?.Inner ?? [];

    public string Html
    {
        get
        {
            if (_shell is null) return _html.ToString();
            var html = new StringBuilder();
            AppendTo(html);
            return html.ToString();
        }
    }

    /// <summary>Puts other children in the place of all that are not kept.</summary>
    /// <returns>Whether there was or is one.</returns>
    public bool Replace(IReadOnlyList<Piece> children, long position)
    {
        var open = _children.Count - Kept;
        if (open == 0 && children.Count == 0) return false;
        if (children.Count < open) ShrunkAt = position;
        _children.RemoveRange(Kept, _children.Count - Kept);
        foreach (var child in children) child.CreatedAt = position;
        _children.AddRange(children);
        ChangedAt = position;
        return true;
    }

    public void Put(int index, string html, long position)
    {
        var piece = new Piece(html) { CreatedAt = position };
        if (index < _children.Count) _children[index] = piece;
        else _children.Add(piece);
    }

    public void Shrink(int count, long position)
    {
        _children.RemoveRange(count, _children.Count - count);
        ShrunkAt = position;
    }

    /// <summary>Lets readers have the end again: the children that are not kept, or else the last.</summary>
    public void Touch(long position)
    {
        foreach (var child in _children.Skip(Math.Min(Kept, _children.Count - 1))) child.CreatedAt = position;
        ChangedAt = position;
    }

    /// <returns>The place of the first child that a reader does not have who has seen everything up to a position.</returns>
    public int FirstAfter(long seen)
    {
        var first = _children.Count;
        while (first > 0 && _children[first - 1].CreatedAt > seen) first--;
        return first;
    }

    public string HtmlFrom(int first) => string.Concat(_children.Skip(first).Select(child => child.Html));

    private void AppendTo(StringBuilder html)
    {
        html.Append(_shell?.Head ?? _html.ToString());
        foreach (var child in _children) child.AppendTo(html);
        html.Append(_shell?.Foot);
    }
}
