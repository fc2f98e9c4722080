using ChatAi.Application.Common;

namespace ChatAi.Application.Chats;

[OptionsSection(Section)]
public sealed class ChatsOptions
{
    public const string Section = "Chats";

    [Option("a chat gets its title from its model after the first answer, while nobody waits; else it keeps its first words")]
    public bool TitlesByModel { get; set; } = true;

    [Option("characters of an answer, with its reasoning; a longer one ends there, and can be continued no further")]
    public int AnswerLength { get; set; } = 2_000_000;
}
