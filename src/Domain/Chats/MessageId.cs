namespace ChatAi.Domain.Chats;

/// <summary>Version 7, so ids of one chat sort in the order in which its messages were written.</summary>
public readonly record struct MessageId(Guid Value)
{
    public static MessageId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
