using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>Announces changed chats. The changes are read from the database: each commit raises the owner's <see cref="User.ChatsVersion"/>
/// and stores it with the chat. Tracked changes are counted automatically; bulk updates call this in their transaction.</summary>
public interface IChatFeed
{
    void Changed(UserId owner, ChatId chat);

    /// <summary>Chats left the owner's list, or many changed: subscribers read the whole list again.</summary>
    void ChangedBeyondVersions(UserId owner);

    IChatSubscription Subscribe(UserId owner);
}

public interface IChatSubscription : IDisposable
{
    /// <summary>Waits until <see cref="User.ChatsVersion"/> exceeds a version. Changes within 250 ms are announced together.</summary>
    /// <returns>False when the reader leaves or the portal stops.</returns>
    Task<bool> WaitAsync(long seen, CancellationToken cancellationToken);
}
