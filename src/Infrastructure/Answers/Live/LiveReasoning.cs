using System.Text;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>Reasoning, and how long it takes.</summary>
internal sealed class LiveReasoning(int index, TimeProvider time) : LivePart(index, MessagePartKind.Reasoning)
{
    private readonly StringBuilder _text = new();
    private readonly long _startedAt = time.GetTimestamp();
    private TimeSpan? _duration;

    public override int Length => _text.Length;

    public override int Rendered => HasEnded ? Length + 1 : 0;

    protected override PartData? Data => _duration is { } duration ? new ReasoningData(Math.Round(duration.TotalSeconds, 3)) : null;

    public override string From(int offset) => _text.ToString(offset, Length - offset);

    public override void Append(string text) => _text.Append(text);

    public override void End() => End(time.GetElapsedTime(_startedAt));

    /// <param name="duration">Null if it is not known.</param>
    public void End(TimeSpan? duration)
    {
        if (!HasEnded) _duration = duration;
        base.End();
    }

    public override AnswerEvent.PartBegan Began(MessageId message) => new(message, Index, Kind);

    public override void AddSince(int offset, int rendered, MessageId message, List<AnswerEvent> events)
    {
        if (offset == Length && rendered == Rendered) return;
        var duration = HasEnded ? _duration : time.GetElapsedTime(_startedAt);
        events.Add(new AnswerEvent.Reasoning(message, Index, offset, From(offset), duration, HasEnded));
    }
}
