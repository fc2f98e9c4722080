using System.Text;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>
/// The content of an answer as HTML blocks, and the text since the last rendering. Only text behind the last final block is rendered again,
/// less often the longer it is, so that a token costs the same at any length. Not thread-safe.
/// </summary>
internal sealed class LiveMarkdown(TimeProvider time)
{
    private const int CharactersPerSecond = 20_000;

    private static readonly TimeSpan MinRenderInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxRenderInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExpensiveRender = TimeSpan.FromMilliseconds(100);

    private readonly StringBuilder _content = new();
    private readonly List<Block> _blocks = [];

    // Blocks and text that cannot change any more.
    private int _finalCount;
    private int _finalLength;

    // Where the plain text behind the HTML begins.
    private int _shownLength;

    private string? _fence;
    private int _fenceSearched;

    private int _renders;
    private int _renderedLength;
    private long _renderedAt;
    private TimeSpan _interval = MinRenderInterval;
    private int _removedAt = -1;
    private bool _isFinal;

    public int Length => _content.Length;

    /// <summary>How much of the content the HTML shows; one more than its length once the HTML is final.</summary>
    public int Rendered { get; private set; }

    public bool NeedsRender => !_isFinal && _renderedLength < Length;

    public string From(int offset) => _content.ToString(offset, Length - offset);

    public void Append(string text) => _content.Append(text);

    /// <returns>Null while there is nothing new, or it is too early.</returns>
    public RenderJob? NextRender()
    {
        if (!NeedsRender || time.GetElapsedTime(_renderedAt) < _interval || IsOpenCode()) return null;
        return Remaining();
    }

    public RenderJob? Remaining() => NeedsRender ? new RenderJob(From(_finalLength), _renders) : null;

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

    public void ApplyFinal(IReadOnlyList<string> blocks)
    {
        _isFinal = true;
        Rendered = Length + 1;
        _shownLength = Length;
        Replace(blocks, 0);
    }

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

    // Always resends the last block, since its readers have plain text behind it.
    private void Replace(IReadOnlyList<string> blocks, int start)
    {
        var same = 0;
        while (same < blocks.Count - 1 && start + same < _blocks.Count && _blocks[start + same].Html == blocks[same]) same++;
        if (start + blocks.Count < _blocks.Count || start + blocks.Count == 0) _removedAt = Rendered;
        _blocks.RemoveRange(start + same, _blocks.Count - start - same);
        for (var i = same; i < blocks.Count; i++) _blocks.Add(new Block(blocks[i], Rendered));
    }

    // Until the closing fence, new text only extends the code.
    private bool IsOpenCode()
    {
        if (_fence is null) return false;
        var from = Math.Max(_finalLength, _fenceSearched - _fence.Length);
        if (From(from).Contains(_fence, StringComparison.Ordinal)) return false;
        _fenceSearched = Length;
        return true;
    }

    // Spends at most a twentieth of the time on rendering, and shows raw Markdown for a second at most.
    private static TimeSpan IntervalAfter(TimeSpan cost, int length)
    {
        var byLength = TimeSpan.FromSeconds((double)length / CharactersPerSecond);
        var interval = cost * 20 > byLength ? cost * 20 : byLength;
        if (interval < MinRenderInterval) return MinRenderInterval;
        return interval > MaxRenderInterval && cost < ExpensiveRender ? MaxRenderInterval : interval;
    }

    private readonly record struct Block(string Html, int RenderedAt);
}
