using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>The branches that start at the same parent.</summary>
public sealed record Siblings(int Place, int Count, MessageId? Previous, MessageId? Next)
{
    public static Siblings None { get; } = new(1, 1, null, null);
}
