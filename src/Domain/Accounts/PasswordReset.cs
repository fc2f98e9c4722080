namespace ChatAi.Domain.Accounts;

/// <summary>
/// A link by which somebody who has forgotten their password chooses a new one. It goes once it is used, and with the next one for
/// the same account. Of its secret only a hash is kept.
/// </summary>
public sealed class PasswordReset
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private PasswordReset(UserId userId, string tokenHash, UserId createdBy)
    {
        UserId = userId;
        TokenHash = tokenHash;
        CreatedBy = createdBy;
    }

    private PasswordReset()
    {
    }

    /// <summary>One for each account.</summary>
    public UserId UserId { get; private set; }

    public string TokenHash { get; private set; } = "";

    public UserId CreatedBy { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static PasswordReset Create(UserId user, string tokenHash, UserId createdBy, DateTimeOffset now) =>
        new(user, tokenHash, createdBy) { ExpiresAt = now + Lifetime };

    public bool IsOpenAt(DateTimeOffset now) => ExpiresAt > now;
}
