using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>One part of a live answer. Not thread-safe.</summary>
internal abstract class LivePart(int index, MessagePartKind kind)
{
    public int Index => index;

    public MessagePartKind Kind => kind;

    public abstract int Length { get; }

    /// <summary>How much of the text readers see in its final form; one more than its length once nothing can change.</summary>
    public abstract int Rendered { get; }

    public bool HasEnded { get; private set; }

    protected virtual PartData? Data => null;

    public static LivePart Create(int index, MessagePartKind kind, TimeProvider time) => kind switch
    {
        MessagePartKind.Reasoning => new LiveReasoning(index, time),
        MessagePartKind.Text => new LiveMarkdown(index, time),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A part of this kind does not grow."),
    };

    /// <summary>A part that is stored already. Only text can be continued.</summary>
    public static LivePart Of(MessagePart part, TimeProvider time)
    {
        if (part.Kind is not (MessagePartKind.Reasoning or MessagePartKind.Text)) return new WholePart(part);
        var live = Create(part.Index, part.Kind, time);
        live.Append(part.Text);
        if (live is LiveReasoning reasoning)
            reasoning.End(part.Data is ReasoningData { Seconds: var seconds } ? TimeSpan.FromSeconds(seconds) : null);
        return live;
    }

    public abstract string From(int offset);

    public abstract void Append(string text);

    public abstract AnswerEvent.PartBegan Began(MessageId message);

    /// <summary>Adds the events that a reader lacks who knows that the part began.</summary>
    public abstract void AddSince(int offset, int rendered, MessageId message, List<AnswerEvent> events);

    public virtual void End() => HasEnded = true;

    public MessagePart ToPart() => new(Index, Kind, From(0), Data);

    public AnswerChunk ToChunk(MessageId message, int offset, long fence) =>
        new(message, Index, offset, fence, Kind, From(offset), Kind == MessagePartKind.Reasoning ? null : Data);
}
