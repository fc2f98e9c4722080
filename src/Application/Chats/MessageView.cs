using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Application.Chats;

/// <param name="Blocks">Safe HTML, one entry per top-level block; empty for a user's message.</param>
/// <param name="HiddenLength">Characters of a very long answer that were left out of content, blocks and reasoning.</param>
public sealed record MessageView(
    MessageId Id,
    MessageId? ParentId,
    MessageRole Role,
    string Content,
    IReadOnlyList<string> Blocks,
    string Thinking,
    string? Model,
    MessageStatus Status,
    Reason? Error,
    AnswerStatistics Statistics,
    DateTimeOffset CreatedAt,
    bool IsContinuable,
    Siblings Siblings,
    int HiddenLength)
{
    internal static MessageView Of(Message message, IReadOnlyList<string> blocks, Siblings? siblings = null) => new(
        message.Id, message.ParentId, message.Role, message.Content, blocks, message.Thinking, message.Model?.ToString(),
        message.Status, message.Error, message.Statistics, message.CreatedAt, message.IsContinuable, siblings ?? Siblings.None, 0);
}
