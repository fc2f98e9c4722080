using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;

namespace ChatAi.Application.Answers;

/// <summary>Where answers wait to be written. The portal owns them from here on: no request needs to stay open.</summary>
public interface IAnswerQueue
{
    /// <summary>Takes an answer that is stored as queued. What it has already stays, and is gone on from.</summary>
    void Enqueue(UserId owner, Message answer);

    /// <returns>How many answers of a user wait or are being written.</returns>
    int OpenOf(UserId owner);

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
