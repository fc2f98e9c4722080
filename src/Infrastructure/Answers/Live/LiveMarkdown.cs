using System.Text;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>
/// The content of an answer as blocks of HTML, and behind them the text that arrived since the last rendering. Only the text behind the
/// last
/// final block is rendered again, the less often the longer it is: a token costs the same at any length. Not thread-safe.
/// </summary>
internal sealed class LiveMarkdown(TimeProvider time)
{
    private const int CharactersPerSecond = 20_000;

    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExpensiveRender = TimeSpan.FromMilliseconds(100);

    private readonly StringBuilder _content = new();
    private readonly List<Block> _blocks = [];

    // The blocks that cannot change any more, and the text behind them.
    private int _finalCount;
    private int _finalLength;

    // The text behind the HTML begins here.
    private int _shownLength;

    private string? _fence;
    private int _fenceSearched;

    private int _renders;
    private int _renderedLength;
    private long _renderedAt;
    private TimeSpan _interval = MinInterval;
    private int _removedAt = -1;
    private bool _isFinal;

    public int Length => _content.Length;

    /// <summary>How much of the content the HTML shows; one more than there is once the HTML is that of the whole.</summary>
    public int Rendered { get; private set; }

    public bool NeedsRender => !_isFinal && _renderedLength < Length;

    public string From(int offset) => _content.ToString(offset, Length - offset);

    public void Append(string text) => _content.Append(text);

    /// <returns>What to render; null while there is nothing new, or it is too early.</returns>
    public RenderJob? NextRender()
    {
        if (!NeedsRender || time.GetElapsedTime(_renderedAt) < _interval || IsOpenCode()) return null;
        return Remaining();
    }

    /// <returns>The text that is not final yet; null if it is rendered as it is.</returns>
    public RenderJob? Remaining() => NeedsRender ? new RenderJob(From(_finalLength), _renders) : null;

    /// <param name="cost">How long the rendering took.</param>
    public void Apply(OpenTail tail, RenderJob job, TimeSpan cost)
    {
        // Another rendering, perhaps the final one, was faster.
        if (_isFinal || job.Renders != _renders) return;

        _renders++;
        _renderedAt = time.GetTimestamp();
        _renderedLength = _finalLength + job.Text.Length;
        _interval = IntervalAfter(cost, job.Text.Length);
        Rendered = _renderedLength;
        Replace(tail.Blocks, _finalCount);
        _shownLength = _finalLength + tail.ShownLength;
        _fence = tail.Fence;
        _fenceSearched = _renderedLength;
        _finalCount += tail.FinalCount;
        _finalLength += tail.FinalLength;
    }

    /// <summary>The answer is complete, and these are all blocks as a page shows them.</summary>
    public void ApplyFinal(IReadOnlyList<string> whole)
    {
        _isFinal = true;
        Rendered = Length + 1;
        _shownLength = Length;
        Replace(whole, 0);
    }

    /// <summary>Adds what a reader lacks.</summary>
    public void AddSince(AnswerPosition seen, MessageId message, List<AnswerEvent> events)
    {
        var from = Math.Max(_shownLength, seen.Content);
        if (seen.Rendered < Rendered)
        {
            AddBlocksSince(seen.Rendered, message, events);
            from = _shownLength;
        }

        if (from < Length) events.Add(new AnswerEvent.Text(message, Math.Max(0, _blocks.Count - 1), from - _shownLength, From(from)));
    }

    private void AddBlocksSince(int rendered, MessageId message, List<AnswerEvent> events)
    {
        var first = _blocks.Count;
        while (first > 0 && _blocks[first - 1].RenderedAt > rendered) first--;
        for (var i = first; i < _blocks.Count; i++) events.Add(new AnswerEvent.Block(message, i, _blocks[i].Html));
        if (_removedAt > rendered) events.Add(new AnswerEvent.Block(message, _blocks.Count, ""));
    }

    // The last block is always sent again, as its readers have plain text behind it.
    private void Replace(IReadOnlyList<string> blocks, int start)
    {
        var same = 0;
        while (same < blocks.Count - 1 && start + same < _blocks.Count && _blocks[start + same].Html == blocks[same]) same++;
        if (start + blocks.Count < _blocks.Count || start + blocks.Count == 0) _removedAt = Rendered;
        _blocks.RemoveRange(start + same, _blocks.Count - start - same);
        for (var i = same; i < blocks.Count; i++) _blocks.Add(new Block(blocks[i], Rendered));
    }

    // Until the fence comes, new text only continues the code.
    private bool IsOpenCode()
    {
        if (_fence is null) return false;
        var from = Math.Max(_finalLength, _fenceSearched - _fence.Length);
        if (From(from).Contains(_fence, StringComparison.Ordinal)) return false;
        _fenceSearched = Length;
        return true;
    }

    // At most a twentieth of the time is spent on rendering, and nobody sees raw Markdown for longer than a second.
    private static TimeSpan IntervalAfter(TimeSpan cost, int length)
    {
        var byLength = TimeSpan.FromSeconds((double)length / CharactersPerSecond);
        var interval = cost * 20 > byLength ? cost * 20 : byLength;
        if (interval < MinInterval) return MinInterval;
        return interval > MaxInterval && cost < ExpensiveRender ? MaxInterval : interval;
    }

    private readonly record struct Block(string Html, int RenderedAt);
}

/// <summary>Text to be rendered outside the lock.</summary>
/// <param name="Renders">How many renderings there were before.</param>
internal sealed record RenderJob(string Text, int Renders);
