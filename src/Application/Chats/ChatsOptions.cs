using ChatAi.Application.Common;

namespace ChatAi.Application.Chats;

[OptionsSection(Section)]
public sealed class ChatsOptions
{
    public const string Section = "Chats";
    public const int MinAnswerLength = 1_000;
    public const int MaxAnswerLength = 100_000_000;

    [Option("a chat gets its title from its model after the first answer, while nobody waits; else it keeps its first words")]
    public bool TitlesByModel { get; set; } = true;

    [Option("the maximum length of an answer in characters, including its reasoning; a longer one stops there and cannot be continued; "
        + "32 bytes for each character, and at least 64 MB, stay free on the disk")]
    public int AnswerLength { get; set; } = 2_000_000;
}
