using ChatAi.Domain.Common;

namespace ChatAi.Domain.Accounts;

/// <summary>That somebody is signed in on one device. The cookie there is only a key to it.</summary>
public sealed class Session
{
    /// <summary>An IPv6 address that ends as an IPv4 one.</summary>
    public const int MaxAddressLength = 45;
    public const int MaxUserAgentLength = 256;

    private Session(UserId userId, string keyHash, string address, string userAgent, DateTimeOffset now)
    {
        Id = SessionId.New();
        UserId = userId;
        KeyHash = keyHash;
        Address = Cut(address, MaxAddressLength);
        UserAgent = Cut(userAgent, MaxUserAgentLength);
        CreatedAt = LastSeenAt = now;
    }

    private Session()
    {
    }

    public SessionId Id { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>Of the key in the cookie: who reads the store cannot sign in with it.</summary>
    public string KeyHash { get; private set; } = "";

    /// <summary>From where it was last seen.</summary>
    public string Address { get; private set; } = "";

    public string UserAgent { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>To the minute, so that reading does not write.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Null while it has not been ended. Its time may be over all the same.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public static Session Start(UserId user, string keyHash, string address, string userAgent, DateTimeOffset now)
    {
        DomainException.ThrowIf(string.IsNullOrEmpty(keyHash), "A session needs the hash of its key.");
        return new Session(user, keyHash, address, userAgent, now);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
