using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>Works on a message and everything below it in the database, without loading the messages.</summary>
public interface IMessageTree
{
    /// <returns>The most recently added leaf below a message, or the message itself.</returns>
    Task<MessageId> NewestLeafAsync(ChatId chat, MessageId message, CancellationToken cancellationToken);

    /// <returns>Open answers at and below a message, including deleted ones.</returns>
    Task<IReadOnlyList<MessageId>> OpenAnswersAsync(ChatId chat, MessageId message, CancellationToken cancellationToken);

    Task DeleteAsync(ChatId chat, MessageId message, DateTimeOffset now);

    /// <summary>Restores what was deleted together with a message.</summary>
    /// <returns>False if it was not deleted, the undo time is over, or something above it was deleted too.</returns>
    Task<bool> RestoreAsync(ChatId chat, MessageId message);
}
