using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Live;

internal sealed class AnswerCursor(AnswerPosition? position)
{
    public AnswerPosition? Position { get; set; } = position;

    public int StateVersion { get; set; }

    /// <summary>A reader that reconnects with some text has seen that the answer began.</summary>
    public bool HasSeenState(MessageStatus status, int version) =>
        StateVersion == version
        || (StateVersion == 0 && status == MessageStatus.Streaming && Position is not null);
}
