using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.Domain.Chats;

/// <summary>A piece of a message, of one kind.</summary>
/// <param name="index">Its place in the message. Places may be left out.</param>
/// <param name="fileId">Of an attachment; null for other kinds.</param>
public sealed class MessagePart(int index, MessagePartKind kind, string text, PartData? data = null, FileId? fileId = null)
{
    public int Index { get; private set; } = index;

    public MessagePartKind Kind { get; private set; } = kind;

    public string Text { get; private set; } = text;

    public PartData? Data { get; private set; } = data;

    public FileId? FileId { get; private set; } = fileId;

    /// <param name="characters">How much of the file's text models get from now on.</param>
    public void Limit(int characters, int tokens)
    {
        DomainException.ThrowIf(Data is not AttachmentData { IsImage: false }, "Only an attached document has text.");
        Data = ((AttachmentData)Data!) with { Characters = characters, Tokens = tokens };
    }

    internal static MessagePart Attach(int index, StoredFile file)
    {
        var data = new AttachmentData(file.Name, file.IsImage, file.Width, file.Height);
        if (file.IsImage) data = data with { Tokens = AttachmentData.TokensOfImage };
        return new MessagePart(index, MessagePartKind.Attachment, "", data, file.Id);
    }

    internal void ChangeTo(MessagePart part)
    {
        Kind = part.Kind;
        Text = part.Text;
        Data = part.Data;
        FileId = part.FileId;
    }
}
