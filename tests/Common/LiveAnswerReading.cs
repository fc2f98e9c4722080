using ChatAi.Application.Answers;
using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Testing;

internal static class LiveAnswerReading
{
    /// <returns>What a reader lacks who reconnects with a position.</returns>
    public static List<AnswerEvent> Since(this LiveAnswer answer, AnswerPosition? seen)
    {
        var events = new List<AnswerEvent>();
        answer.AddSince(new AnswerCursor(seen), events);
        return events;
    }
}
