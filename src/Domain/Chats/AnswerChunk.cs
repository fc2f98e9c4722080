namespace ChatAi.Domain.Chats;

public enum AnswerChunkKind
{
    Thinking = 0,
    Content = 1,
}

/// <summary>A piece of an answer being generated, stored so that a crash loses only the last moment.</summary>
public sealed class AnswerChunk
{
    public AnswerChunk(MessageId messageId, int sequence, AnswerChunkKind kind, string text)
    {
        MessageId = messageId;
        Sequence = sequence;
        Kind = kind;
        Text = text;
    }

    /// <summary>No foreign key: its index would make every write of the journal more expensive.</summary>
    public MessageId MessageId { get; private set; }

    public int Sequence { get; private set; }

    public AnswerChunkKind Kind { get; private set; }

    public string Text { get; private set; }
}
