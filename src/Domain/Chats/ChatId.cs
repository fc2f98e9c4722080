namespace ChatAi.Domain.Chats;

public readonly record struct ChatId(Guid Value)
{
    public static ChatId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
