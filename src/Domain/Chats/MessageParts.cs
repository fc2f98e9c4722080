namespace ChatAi.Domain.Chats;

/// <summary>Selects the parts of a message by their kind.</summary>
public static class MessageParts
{
    /// <returns>The text of one kind. Parts of it that something stands between are paragraphs.</returns>
    public static string TextOf(this IReadOnlyList<MessagePart> parts, MessagePartKind kind = MessagePartKind.Text) =>
        string.Join("\n\n", parts.Where(p => p.Kind == kind && p.Text.Length > 0).Select(p => p.Text));

    public static bool HasText(this IReadOnlyList<MessagePart> parts) =>
        parts.Any(p => p.Kind == MessagePartKind.Text && p.Text.Length > 0);

    /// <summary>Whether a model gets anything of it: text, or a file of a question.</summary>
    public static bool HasContent(this IReadOnlyList<MessagePart> parts) =>
        parts.HasText() || parts.Any(p => p.Kind == MessagePartKind.Attachment);

    public static IEnumerable<MessagePart> Attachments(this IReadOnlyList<MessagePart> parts) =>
        parts.Where(p => p.Kind == MessagePartKind.Attachment);

    /// <returns>An estimate of what the attached files take of the context.</returns>
    public static int AttachedTokens(this IReadOnlyList<MessagePart> parts) =>
        parts.Sum(p => (p.Data as AttachmentData)?.Tokens ?? 0);

    /// <summary>Whether there is something that a reader would call an answer.</summary>
    public static bool HasAnswer(this IReadOnlyList<MessagePart> parts) => parts.Any(p => p.Kind switch
    {
        MessagePartKind.Text => !string.IsNullOrWhiteSpace(p.Text),
        MessagePartKind.ToolCall or MessagePartKind.Attachment => true,
        _ => false,
    });

    /// <returns>In UTF-16 units, of all kinds or of one.</returns>
    public static int LengthOf(this IReadOnlyList<MessagePart> parts, MessagePartKind? kind = null) =>
        parts.Where(p => kind is null || p.Kind == kind).Sum(p => p.Text.Length);
}
