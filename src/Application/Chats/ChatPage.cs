using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <param name="Thinking">As chosen; the model may not support it.</param>
/// <param name="Context">Null if unknown, and for older messages.</param>
/// <param name="Origin">The chat that this one continues.</param>
public sealed record ChatPage(
    ChatId Id,
    string Title,
    string? Model,
    ThinkingMode Thinking,
    MessageId? LeafId,
    int Version,
    IReadOnlyList<MessageView> Messages,
    bool HasOlder,
    ContextView? Context,
    ChatOrigin? Origin,
    HitPlace Hit);

public sealed record ChatOrigin(ChatId Id, string Title);
