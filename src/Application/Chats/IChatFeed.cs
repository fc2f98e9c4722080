using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;

namespace ChatAi.Application.Chats;

/// <summary>
/// Which chats have changed, for each owner and any number of readers. Chats and messages that are saved as tracked rows are told
/// of by themselves, after the commit; code that goes past the change tracker tells it.
/// </summary>
public interface IChatFeed
{
    /// <summary>A chat is not what it was, or is gone. To be called once that can be read.</summary>
    void Tell(UserId owner, ChatId chat);

    /// <summary>Grows with each change. Whoever takes it before reading the chats can follow from there and misses nothing.</summary>
    long PositionOf(UserId owner);

    /// <summary>What has changed since a position, at once and even if it is nothing; then what changes, a few times a second at most.</summary>
    /// <param name="after">Null for everything.</param>
    /// <returns>Ends when the reader leaves or the portal stops.</returns>
    IAsyncEnumerable<ChatChanges> FollowAsync(UserId owner, long? after, CancellationToken cancellationToken);
}

/// <param name="Position">To follow from the next time.</param>
/// <param name="Chats">Null when any may have changed, because the position is too old or of an earlier life of the portal.</param>
public sealed record ChatChanges(long Position, IReadOnlyList<ChatId>? Chats);
