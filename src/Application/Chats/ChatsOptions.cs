using ChatAi.Application.Common;

namespace ChatAi.Application.Chats;

[OptionsSection(Section)]
public sealed class ChatsOptions
{
    public const string Section = "Chats";
    public const int MinAnswerLength = 1_000;
    public const int MaxAnswerLength = 100_000_000;

    [Option("whether the model writes a title after the first answer, when nothing is queued; otherwise the first words are the title")]
    public bool TitlesByModel { get; set; } = true;

    [Option("the maximum length of an answer in characters, including its reasoning; an answer that reaches it cannot be continued; "
        + "the portal keeps 32 bytes of disk space free for each character, and at least 64 MB")]
    public int AnswerLength { get; set; } = 2_000_000;
}
