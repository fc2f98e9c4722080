using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>Works on a message of a chat and all below it, in the store, so that nothing of it has to be read.</summary>
public interface IMessageTree
{
    /// <returns>The end of the branch below a message (or the message itself) that was added to last.</returns>
    Task<MessageId> NewestLeafAsync(ChatId chat, MessageId message, CancellationToken cancellationToken);

    /// <returns>The answers at and below a message that are not whole yet, deleted ones as well.</returns>
    Task<IReadOnlyList<MessageId>> OpenAnswersAsync(ChatId chat, MessageId message, CancellationToken cancellationToken);

    /// <summary>Hides a message and all below it.</summary>
    Task DeleteAsync(ChatId chat, MessageId message, DateTimeOffset now);

    /// <summary>Shows again what was hidden together with a message.</summary>
    /// <returns>False where there is nothing to show: it was not deleted, too long ago, or what is above it was deleted as well.</returns>
    Task<bool> RestoreAsync(ChatId chat, MessageId message);
}
