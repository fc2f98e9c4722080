using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>
/// Announces that chats have changed. What changed is read from the store: each committed change raises <see cref="User.ChatsVersion"/> of
/// the owner and stores it with the chat, in the same transaction. Chats and messages that are saved as tracked rows are counted by
/// themselves; code that goes past the change tracker says so here, within its transaction.
/// </summary>
public interface IChatFeed
{
    /// <summary>A chat is being changed.</summary>
    void Changed(UserId owner, ChatId chat);

    /// <summary>Chats leave an owner's list, or many change: subscribers read the whole list again.</summary>
    void ChangedBeyondVersions(UserId owner);

    /// <summary>To be called before the chats are first read; to be disposed by the caller.</summary>
    IChatSubscription Subscribe(UserId owner);
}

public interface IChatSubscription : IDisposable
{
    /// <summary>Waits until <see cref="User.ChatsVersion"/> is above a version; what changes within a quarter of a second is announced
    /// together.</summary>
    /// <returns>False when the reader leaves or the portal stops.</returns>
    Task<bool> WaitAsync(long seen, CancellationToken cancellationToken);
}
