namespace ChatAi.Domain.Chats;

public enum TitleOrigin
{
    FirstWords = 0,

    User = 1,
    Model = 2,
}
