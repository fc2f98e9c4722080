using System.Text;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The text of an answer as HTML blocks, and the text since the last rendering. Only text behind the last final block is
/// rendered again, less often the longer it is, so that a token costs the same at any length.</summary>
internal sealed class LiveMarkdown(int index, TimeProvider time) : LivePart(index, MessagePartKind.Text)
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
    private int _rendered;

    public override int Length => _content.Length;

    public override int Rendered => _rendered;

    public bool NeedsRender => !HasEnded && _renderedLength < Length;

    public override string From(int offset) => _content.ToString(offset, Length - offset);

    public override void Append(string text) => _content.Append(text);

    public override AnswerEvent.PartBegan Began(MessageId message) => new(message, Index, Kind);

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
        if (HasEnded || job.Renders != _renders) return;

        _renders++;
        _renderedAt = time.GetTimestamp();
        _renderedLength = _finalLength + job.Text.Length;
        _interval = RenderPace.IntervalAfter(cost, job.Text.Length);
        _rendered = _renderedLength;
        _blocks.Replace(tail.Blocks, _finalCount, _rendered);
        _shownLength = _finalLength + tail.ShownLength;
        _fence = tail.Fence;
        _fenceSearched = _renderedLength;
        _finalCount += tail.FinalCount;
        _finalLength += tail.FinalLength;
    }

    public void End(IReadOnlyList<string> blocks)
    {
        base.End();
        _rendered = Length + 1;
        _shownLength = Length;
        _blocks.Replace(blocks, 0, _rendered);
    }

    public override void AddSince(int offset, int rendered, MessageId message, List<AnswerEvent> events)
    {
        var from = Math.Max(_shownLength, offset);
        if (rendered < _rendered)
        {
            _blocks.AddSince(rendered, message, Index, events);
            from = _shownLength;
        }

        if (from < Length)
            events.Add(new AnswerEvent.Text(message, Index, Math.Max(0, _blocks.Count - 1), from - _shownLength, From(from)));
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
