using ChatAi.Domain.Chats;

namespace ChatAi.Application.Answers;

/// <summary>The answers that are being written now, for any number of readers.</summary>
public interface ILiveAnswers
{
    /// <summary>Returns when its end is stored, at once when it is not being written, or when the portal stops before it has
    /// begun.</summary>
    Task WhenEndedAsync(MessageId answer, CancellationToken cancellationToken);

    /// <param name="after">How much the reader has; null for nothing.</param>
    /// <returns>What is there and then what comes, up to the end; null when the answer is not being written.</returns>
    IAsyncEnumerable<AnswerEvent>? Follow(MessageId answer, AnswerPosition? after, CancellationToken cancellationToken);
}
