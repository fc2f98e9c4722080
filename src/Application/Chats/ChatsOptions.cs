namespace ChatAi.Application.Chats;

/// <summary>Bound to the section <c>Chats</c>.</summary>
public sealed class ChatsOptions
{
    public const string Section = "Chats";

    /// <summary>Whether a chat gets its title from its model after the first answer; else it keeps its first words.</summary>
    public bool TitlesByModel { get; set; } = true;
}
