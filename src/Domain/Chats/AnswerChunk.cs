namespace ChatAi.Domain.Chats;

public enum AnswerChunkKind
{
    Thinking = 0,
    Content = 1,
}

/// <summary>A piece of an answer that is still being written, kept so that a crash of the portal costs no more than the last moment.</summary>
public sealed class AnswerChunk
{
    public AnswerChunk(MessageId messageId, int sequence, AnswerChunkKind kind, string text)
    {
        MessageId = messageId;
        Sequence = sequence;
        Kind = kind;
        Text = text;
    }

    public MessageId MessageId { get; private set; }

    /// <summary>Of the message's chunks: 0, 1, 2, …</summary>
    public int Sequence { get; private set; }

    public AnswerChunkKind Kind { get; private set; }

    public string Text { get; private set; }
}
