namespace ChatAi.Domain.Accounts;

/// <summary>A link to choose a new password. Works once, until the next one is created. Only a hash of its secret is stored.</summary>
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

    public UserId UserId { get; private set; }

    public string TokenHash { get; private set; } = "";

    public UserId CreatedBy { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static PasswordReset Create(UserId user, string tokenHash, UserId createdBy, DateTimeOffset now) =>
        new(user, tokenHash, createdBy) { ExpiresAt = now + Lifetime };

    public bool IsOpenAt(DateTimeOffset now) => ExpiresAt > now;
}
