using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Markdown;

namespace ChatAi.Testing;

internal static class LiveAnswerReading
{
    public static LiveAnswer NewLiveAnswer(TimeProvider time, long fence = 1) =>
        new(MessageId.New(), ChatId.New(), UserId.New(), fence, new MarkdigMarkdown(), time);

    public static void AppendText(this AnswerText answer, string text) => answer.Append(MessagePartKind.Text, text);

    public static void AppendReasoning(this AnswerText answer, string text) => answer.Append(MessagePartKind.Reasoning, text);

    /// <returns>What a reader lacks who reconnects with a position.</returns>
    public static List<AnswerEvent> Since(this LiveAnswer answer, AnswerPosition? seen)
    {
        var events = new List<AnswerEvent>();
        answer.AddSince(new AnswerCursor(seen), events);
        return events;
    }
}
