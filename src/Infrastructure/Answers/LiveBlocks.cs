using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// The growing text of an answer as pieces of HTML: those that are finished, and the last one with what has come since it was
/// rendered. Not safe for threads; its <see cref="LiveAnswer"/> is.
/// </summary>
internal sealed class LiveBlocks
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Dear = TimeSpan.FromMilliseconds(100);

    // An end that is longer than this is rendered again when it has grown by this part of it, so that a token costs the same at
    // any length. Only a paragraph, or code in an item, gets as long.
    private const int Long = 2_000;
    private const int Part = 16;

    // A line that is longer than this by half of what is beyond, too: nothing else can begin in it, and to render it takes long.
    private const int VeryLong = 8_000;

    private readonly TimeProvider _time;
    private readonly GrowingText _content = new();
    private readonly Piece _blocks = new(new Shell("", "", []), [], 0);

    // The containers that the text goes on in, and where in the text their open end begins.
    private List<Piece> _open;
    private OpenPath _path = OpenPath.Document;
    private int _openStart;
    private int _blockStart;
    private OpenFence? _fence;
    private readonly TextRuns _pending = new();
    private bool _isLineOver;

    private int _renderedLength;
    private int _renderings;
    private long _renderedAt;
    private TimeSpan _rest = Least;
    private long _wholeAt = -1;

    // When any of the blocks was last added, replaced or taken away; most of the time only text comes.
    private long _blocksChangedAt;

    public LiveBlocks(TimeProvider time)
    {
        _time = time;
        _open = [_blocks];
    }

    public int Length => _content.Length;

    public string From(int offset) => _content.From(offset);

    public void Append(string text, ref long position)
    {
        _content.Append(text);
        _pending.Append(position, text);
        _isLineOver |= text.Contains('\n');
        position += text.Length;
    }

    /// <returns>The end of the text, when it is time to render it again.</returns>
    public OpenEnd? Due()
    {
        if (_time.GetElapsedTime(_renderedAt) < _rest || Length - _renderedLength < Growth(_renderedLength - _openStart)) return null;
        return _fence is { } fence && !fence.IsClosed(_content) ? null : End();
    }

    /// <returns>The end of the text; null when it is rendered as it is.</returns>
    public OpenEnd? End() =>
        _wholeAt >= 0 || Length == _renderedLength ? null : new OpenEnd(_openStart, From(_openStart), _path, _renderings);

    /// <param name="rendering">Null when the open block has to be rendered from its beginning.</param>
    /// <param name="end">What was given out; text may have come since.</param>
    /// <param name="cost">How long the rendering took.</param>
    public void Take(TailRendering? rendering, OpenEnd end, TimeSpan cost, ref long position)
    {
        // Another rendering, of the whole perhaps, was taken meanwhile.
        if (_wholeAt >= 0 || end.Rendering != _renderings) return;

        _renderings++;
        _renderedAt = _time.GetTimestamp();
        _rest = Rest(cost, end.Text.Length);
        if (rendering is null)
        {
            _blocks.Kept--;
            (_open, _path, _openStart, _renderedLength) = ([_blocks], OpenPath.Document, _blockStart, 0);
            return;
        }

        position++;
        var isShown = false;
        foreach (var (container, additions) in _open.Zip(rendering.Additions)) isShown |= container.Replace(additions, position);

        // What has come to nothing, such as a link's definition, stands at its readers as plain text.
        if (!isShown && _pending.Length > 0) _blocks.Shrink(_blocks.Children.Count, position);
        _blocksChangedAt = position;
        _open[rendering.Depth - 1].Kept += rendering.Kept;
        _open = [.. _open.Take(rendering.Depth), .. rendering.Opened];
        _path = rendering.Path;
        _openStart = end.Start + rendering.Start;
        _blockStart = end.Start + rendering.BlockStart ?? _blockStart;
        _renderedLength = end.Start + end.Text.Length;
        _fence = rendering.Fence is { } fence ? new OpenFence(fence, end.Start + end.Text.LastIndexOf('\n') + 1) : null;
        _pending.Clear();
        var pending = rendering.Carry + From(_renderedLength);
        _pending.Append(position, pending);
        _isLineOver = pending.Contains('\n');
        position += pending.Length;
    }

    /// <summary>The answer is complete, and this is all of it as a page would show it. Nothing is rendered after this.</summary>
    public void TakeWhole(IReadOnlyList<string> whole, ref long position)
    {
        var last = _blocks.Children.Count - 1;
        var hasTail = _pending.Length > 0;
        _pending.Clear();
        _wholeAt = position + 1;
        foreach (var (i, html) in whole.Index())
        {
            if (i > last || _blocks.Children[i].Html != html) _blocks.Put(i, html, ++position);
            else if (hasTail && i == last) _open[^1].Touch(++position);
        }

        // Something may have been shown that is nothing now, such as half a link definition.
        if (whole.Count <= last || (hasTail && whole.Count == 0)) _blocks.Shrink(whole.Count, ++position);
        _blocksChangedAt = Math.Max(_wholeAt, position);
    }

    /// <summary>Adds what a reader does not have who has seen everything up to a position.</summary>
    /// <param name="position">What the reader has seen with the last of it.</param>
    public void AddSince(long seen, long position, MessageId message, List<AnswerEvent> events)
    {
        if (_blocksChangedAt > seen) AddBlocksSince(seen, message, events);
        var from = _pending.OffsetAfter(seen);
        if (from < _pending.Length) events.Add(new AnswerEvent.Text(message, position, Math.Max(0, _blocks.Children.Count - 1), from, _pending.From(from)));
    }

    private void AddBlocksSince(long seen, MessageId message, List<AnswerEvent> events)
    {
        // The newest come last, until all of them are compared with the whole; the last that a reader has may have grown.
        var blocks = _blocks.Children;
        for (var i = _wholeAt > seen ? 0 : Math.Max(0, _blocks.FirstAfter(seen) - 1); i < blocks.Count; i++)
        {
            if (blocks[i].CreatedAt > seen) events.Add(new AnswerEvent.Block(message, seen, i, blocks[i].Html));
            else if (blocks[i].IsContainer) AddItems(blocks[i], seen, message, i, [0, .. blocks[i].Inner], events);
        }

        if (_blocks.ShrunkAt > seen) events.Add(new AnswerEvent.Block(message, seen, blocks.Count, ""));
    }

    private static void AddItems(Piece container, long seen, MessageId message, int index, int[] path, List<AnswerEvent> events)
    {
        var first = container.FirstAfter(seen);
        if (first > 0 && container.Children[first - 1] is { IsContainer: true } grown)
            AddItems(grown, seen, message, index, [.. path, first - 1, .. grown.Inner], events);

        if (container.ChangedAt > seen) events.Add(new AnswerEvent.Items(message, seen, index, path, first, container.HtmlFrom(first)));
    }

    // How much has to come before an end of this length is rendered again.
    private int Growth(int length) => ((length - Long) / Part) + (_isLineOver ? 0 : Math.Max(0, length - VeryLong) / 2);

    // A twentieth of the time goes into rendering one answer, and at most 100 KB a second to each of its readers, unless nobody
    // would see the Markdown rendered for longer than a second.
    private static TimeSpan Rest(TimeSpan cost, int length)
    {
        var rest = TimeSpan.FromMilliseconds(Math.Max(cost.TotalMilliseconds * 20, length / 100.0));
        return rest < Least ? Least : rest > Most && cost < Dear ? Most : rest;
    }
}

/// <summary>The end of a growing text that may still look different.</summary>
/// <param name="Start">Where in the whole text it begins.</param>
/// <param name="Rendering">How many renderings there were before.</param>
internal sealed record OpenEnd(int Start, string Text, OpenPath Path, int Rendering);
