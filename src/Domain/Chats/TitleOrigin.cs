namespace ChatAi.Domain.Chats;

/// <summary>Where a chat's title comes from.</summary>
public enum TitleOrigin
{
    /// <summary>Of the first message; until a better one exists.</summary>
    FirstWords = 0,

    /// <summary>Nothing else may change it.</summary>
    User = 1,
    Model = 2,
}
