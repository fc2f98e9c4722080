using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.Application.Chats;

/// <param name="HiddenLength">Characters of a very long answer that were left out of its parts.</param>
public sealed record MessageView(
    MessageId Id,
    MessageId? ParentId,
    MessageRole Role,
    IReadOnlyList<PartView> Parts,
    string? Model,
    MessageStatus Status,
    Reason? Error,
    AnswerStatistics Statistics,
    DateTimeOffset CreatedAt,
    bool IsContinuable,
    Siblings Siblings,
    int HiddenLength)
{
    /// <summary>The text without reasoning.</summary>
    public required string Content { get; init; }

    internal static MessageView Of(Message message, Siblings? siblings = null) => new(
        message.Id, message.ParentId, message.Role, [.. message.Parts.Select(PartView.Of)], message.Model?.ToString(),
        message.Status, message.Error, message.Statistics, message.CreatedAt, message.IsContinuable, siblings ?? Siblings.None, 0)
    {
        Content = message.Parts.TextOf(),
    };
}

/// <param name="Blocks">Safe HTML of an answer's text, one entry per top-level block; empty otherwise.</param>
/// <param name="File">Of an attachment.</param>
public sealed record PartView(
    int Index, MessagePartKind Kind, string Text, PartData? Data, IReadOnlyList<string> Blocks, FileId? File = null)
{
    internal static PartView Of(MessagePart part) => new(part.Index, part.Kind, part.Text, part.Data, [], part.FileId);
}
