using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>Walks from a message to the root in the database, so that the cost depends on what is taken, not on the chat.</summary>
public interface IChatPaths
{
    /// <returns>At most <paramref name="take"/> messages that end with <paramref name="leaf"/>, oldest first, not tracked.</returns>
    Task<IReadOnlyList<Message>> PathToAsync(ChatId chat, MessageId leaf, int take, CancellationToken cancellationToken);
}
