using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;

namespace ChatAi.Application.Answers;

/// <summary>The queue of answers to generate. A queued answer no longer depends on a request.</summary>
public interface IAnswerQueue
{
    /// <returns>Null if the user has <paramref name="max"/> already. Must be disposed, which does nothing once an answer was queued with
    /// it.</returns>
    IAnswerPlace? TryReserve(UserId owner, int max);

    /// <summary>Queues a stored answer. Existing text is continued.</summary>
    /// <param name="mayTruncate">Whether the model may read only a part of a question that exceeds its context.</param>
    /// <param name="files">Documents of the question; the answer waits until they are read.</param>
    void Enqueue(IAnswerPlace place, Message answer, bool mayTruncate, IReadOnlyList<FileId> files);

    /// <summary>Closes an answer that is open in the database but no longer generated. Journaled text is kept.</summary>
    /// <returns>False if it is queued or being generated, or may be about to.</returns>
    Task<bool> RecoverAsync(MessageId answer, CancellationToken cancellationToken);

    /// <summary>Stops an answer and returns once its text is stored.</summary>
    Task StopAsync(MessageId answer);

    Task StopAllOfAsync(ChatId chat);

    Task StopAllOfAsync(UserId owner);
}

/// <summary>Released when it is disposed, or when the answer queued with it ends.</summary>
public interface IAnswerPlace : IDisposable
{
    UserId Owner { get; }

    IDisposable Transfer();
}
