using ChatAi.Application.Answers;
using ChatAi.Infrastructure.Answers;

namespace ChatAi.UnitTests.Answers;

internal static class LiveAnswerReading
{
    /// <returns>What a reader does not have who has seen everything up to a position.</returns>
    public static List<AnswerEvent> Since(this LiveAnswer answer, long seen)
    {
        var events = new List<AnswerEvent>();
        answer.AddSince(seen, events);
        return events;
    }
}
