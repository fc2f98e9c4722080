namespace ChatAi.Domain.Chats;

public enum ThinkingMode
{
    ByModel = 0,
    Off = 1,
    On = 2,
    Low = 3,
    Medium = 4,
    High = 5,
}
