using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;

namespace ChatAi.Application.Answers;

/// <summary>Where answers wait to be written. The portal owns them from here on: no request needs to stay open.</summary>
public interface IAnswerQueue
{
    /// <summary>Reserves one of the answers that a user may have queued or being generated at a time.</summary>
    /// <returns>Null if there are <paramref name="max"/> already. Otherwise it must be disposed; once an answer is queued with it, that
    /// does nothing.</returns>
    IAnswerPlace? TryReserve(UserId owner, int max);

    /// <summary>Takes an answer that is stored as queued. Text that it has already stays, and is continued.</summary>
    /// <param name="mayTruncate">Whether the model may read only a part of a question that does not fit into its context.</param>
    void Enqueue(IAnswerPlace place, Message answer, bool mayTruncate);

    /// <summary>
    /// Closes an answer that is open in the store and that nobody writes, because something went wrong before its end could be
    /// stored. What the journal has of it is kept.
    /// </summary>
    /// <returns>False when it waits, is being written, or may be about to.</returns>
    Task<bool> RecoverAsync(MessageId answer, CancellationToken cancellationToken);

    /// <summary>Ends an answer and keeps what has come. Returns when it is stored; at once when it is not being written.</summary>
    Task StopAsync(MessageId answer);

    /// <summary>The same for all answers of a chat that is about to be cleared or deleted.</summary>
    Task StopAllOfAsync(ChatId chat);

    /// <summary>The same for all answers of a user who is about to be removed.</summary>
    Task StopAllOfAsync(UserId owner);
}

/// <summary>A reserved place; free again when it is disposed, or when the answer that was queued with it ends.</summary>
public interface IAnswerPlace : IDisposable
{
    UserId Owner { get; }

    /// <returns>What frees the place from now on; disposing this no longer does.</returns>
    IDisposable Transfer();
}
