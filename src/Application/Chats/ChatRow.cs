using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <param name="HasFailed">Whether the unseen answer is incomplete.</param>
/// <param name="LeafId">The last message of the shown path.</param>
public sealed record ChatRow(
    ChatId Id,
    string Title,
    bool IsPinned,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? AnsweredAt,
    bool IsAnswering,
    bool IsUnread,
    bool HasFailed,
    int Version,
    MessageId? LeafId);
