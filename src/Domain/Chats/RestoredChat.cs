using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <summary>What a file says of a chat, apart from its messages.</summary>
public sealed record RestoredChat(ChatTitle Title, ModelName? Model, string SystemPrompt, DateTimeOffset CreatedAt)
{
    public ModelOptions Options { get; init; } = ModelOptions.None;

    public ThinkingMode Thinking { get; init; }

    public bool IsPinned { get; init; }

    public bool IsArchived { get; init; }
}

/// <summary>What a file says of a message, apart from its place in the tree.</summary>
public sealed record RestoredMessage(MessageRole Role, IReadOnlyList<MessagePart> Parts, ModelName? Model, DateTimeOffset CreatedAt)
{
    public MessageStatus Status { get; init; } = MessageStatus.Complete;

    public DateTimeOffset? EndedAt { get; init; }

    public Reason? Error { get; init; }

    public AnswerStatistics Statistics { get; init; } = new();
}
