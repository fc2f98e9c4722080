using ChatAi.Domain.Chats;

namespace ChatAi.Application.Answers;

public interface ILiveAnswers
{
    /// <summary>Completes when the end is stored, the answer is not being generated, or the portal stops before it starts.</summary>
    Task WhenEndedAsync(MessageId answer, CancellationToken cancellationToken);

    /// <param name="after">How much the reader has; null for nothing.</param>
    /// <returns>Existing content, then new events up to the end; null if the answer is not being generated.</returns>
    IAsyncEnumerable<AnswerEvent>? Follow(MessageId answer, AnswerPosition? after, CancellationToken cancellationToken);
}
