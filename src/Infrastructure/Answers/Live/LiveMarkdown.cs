using System.Text;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The content of an answer as HTML blocks, and the text since the last rendering. Only text behind the last final block is
/// rendered again, less often the longer it is, so that a token costs the same at any length. Not thread-safe.</summary>
internal sealed class LiveMarkdown(TimeProvider time)
{
    private readonly StringBuilder _content = new();
    private readonly RenderedBlocks _blocks = new();

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
    private TimeSpan _interval = RenderPace.MinInterval;
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
        _interval = RenderPace.IntervalAfter(cost, job.Text.Length);
        Rendered = _renderedLength;
        _blocks.Replace(tail.Blocks, _finalCount, Rendered);
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
        _blocks.Replace(blocks, 0, Rendered);
    }

    public void AddSince(AnswerPosition seen, MessageId message, List<AnswerEvent> events)
    {
        var from = Math.Max(_shownLength, seen.Content);
        if (seen.Rendered < Rendered)
        {
            _blocks.AddSince(seen.Rendered, message, events);
            from = _shownLength;
        }

        if (from < Length) events.Add(new AnswerEvent.Text(message, Math.Max(0, _blocks.Count - 1), from - _shownLength, From(from)));
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
}
