namespace ChatAi.Domain.Chats;

/// <summary>A piece of a message, of one kind.</summary>
/// <param name="index">Its place in the message. Places may be left out.</param>
public sealed class MessagePart(int index, MessagePartKind kind, string text, PartData? data = null)
{
    public int Index { get; private set; } = index;

    public MessagePartKind Kind { get; private set; } = kind;

    public string Text { get; private set; } = text;

    public PartData? Data { get; private set; } = data;

    internal void ChangeTo(MessagePart part)
    {
        Kind = part.Kind;
        Text = part.Text;
        Data = part.Data;
    }
}
