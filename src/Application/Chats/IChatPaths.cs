using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>Walks a chat's tree from a message to the root, in the store, so that the cost follows what is taken and not the
/// chat.</summary>
public interface IChatPaths
{
    /// <returns>At most <paramref name="take"/> messages that end with <paramref name="leaf"/>, oldest first, not tracked.</returns>
    Task<IReadOnlyList<Message>> PathToAsync(ChatId chat, MessageId leaf, int take, CancellationToken cancellationToken);
}
