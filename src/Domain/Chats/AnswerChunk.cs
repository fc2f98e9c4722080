namespace ChatAi.Domain.Chats;

/// <summary>A piece of an answer being generated, stored so that a crash loses only the last moment. Its place follows from its key, so
/// any process can put the answer together.</summary>
/// <param name="offset">Length of the part's text before this piece, in UTF-16 units.</param>
/// <param name="fence">Of the run that wrote it.</param>
public sealed class AnswerChunk(
    MessageId messageId, int part, int offset, long fence, MessagePartKind kind, string text, PartData? data = null)
{
    /// <summary>No foreign key: every write looks up the message and its fence already.</summary>
    public MessageId MessageId { get; private set; } = messageId;

    public int Part { get; private set; } = part;

    public int Offset { get; private set; } = offset;

    public long Fence { get; private set; } = fence;

    public MessagePartKind Kind { get; private set; } = kind;

    public string Text { get; private set; } = text;

    public PartData? Data { get; private set; } = data;
}
