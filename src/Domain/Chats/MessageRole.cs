namespace ChatAi.Domain.Chats;

public enum MessageRole
{
    User = 0,
    Assistant = 1,
}
