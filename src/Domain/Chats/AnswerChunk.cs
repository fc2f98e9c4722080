namespace ChatAi.Domain.Chats;

public enum AnswerChunkKind
{
    Thinking = 0,
    Content = 1,
}

/// <summary>A piece of an answer that is still being written, kept so that a crash of the portal costs no more than the last
/// moment.</summary>
public sealed class AnswerChunk
{
    public AnswerChunk(MessageId messageId, int sequence, AnswerChunkKind kind, string text)
    {
        MessageId = messageId;
        Sequence = sequence;
        Kind = kind;
        Text = text;
    }

    /// <summary>No foreign key: an index that begins with the message would be written all over for each moment of many answers.</summary>
    public MessageId MessageId { get; private set; }

    /// <summary>Grows from one write of the journal to the next, for all answers.</summary>
    public int Sequence { get; private set; }

    public AnswerChunkKind Kind { get; private set; }

    public string Text { get; private set; }
}
