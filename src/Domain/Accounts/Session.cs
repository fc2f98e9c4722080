using ChatAi.Domain.Common;

namespace ChatAi.Domain.Accounts;

/// <summary>A sign-in on one device. The cookie there holds only a key.</summary>
public sealed class Session
{
    public const int MaxAddressLength = 45;
    public const int MaxUserAgentLength = 256;

    private Session(UserId userId, string keyHash, string address, string userAgent, DateTimeOffset now)
    {
        Id = SessionId.New();
        UserId = userId;
        KeyHash = keyHash;
        Address = Truncate(address, MaxAddressLength);
        UserAgent = Truncate(userAgent, MaxUserAgentLength);
        CreatedAt = LastSeenAt = now;
    }

    private Session()
    {
    }

    public SessionId Id { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>Only a hash, so that nobody can sign in with what is stored.</summary>
    public string KeyHash { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string UserAgent { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>To the minute, so that reading does not always write.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Null while not ended; the session may have expired.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public static Session Start(UserId user, string keyHash, string address, string userAgent, DateTimeOffset now)
    {
        DomainException.ThrowIf(string.IsNullOrEmpty(keyHash), "A session needs the hash of its key.");
        return new Session(user, keyHash, address, userAgent, now);
    }

    private static string Truncate(string text, int length) => text.Length <= length ? text : text[..length];
}
