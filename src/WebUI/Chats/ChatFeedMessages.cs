namespace ChatAi.WebUI.Chats;

/// <param name="Ids">All existing chats; null if only changes follow.</param>
internal sealed record ChatsMessage(IEnumerable<Guid>? Ids);

internal sealed record ChatMessage(
    Guid Id,
    string Title,
    bool IsPinned,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? AnsweredAt,
    bool IsAnswering,
    bool IsUnread,
    bool HasFailed,
    int Version,
    Guid? LeafId);

internal sealed record GoneMessage(Guid Id);
