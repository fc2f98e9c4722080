using ChatAi.Domain.Common;

namespace ChatAi.Domain.Accounts;

public sealed class User
{
    private User(UserId id, UserName name, UserRole role, UserStatus status, DateTimeOffset createdAt)
    {
        Id = id;
        Name = name.Value;
        FoldedName = name.Folded;
        Role = role;
        Status = status;
        CreatedAt = createdAt;
    }

    private User()
    {
    }

    public UserId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string FoldedName { get; private set; } = "";

    public string PasswordHash { get; private set; } = "";

    public UserRole Role { get; private set; }

    public UserStatus Status { get; private set; }

    public Preferences Preferences { get; private set; } = Preferences.Default;

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsRoot => Role == UserRole.Root;

    public static User Root(UserName name, DateTimeOffset now) =>
        new(UserId.New(), name, UserRole.Root, UserStatus.Active, now);

    public static User Member(UserName name, UserStatus status, DateTimeOffset now) =>
        new(UserId.New(), name, UserRole.Member, status, now);

    public void SetPasswordHash(string hash)
    {
        DomainException.ThrowIf(string.IsNullOrEmpty(hash), "A password hash cannot be empty.");
        PasswordHash = hash;
    }

    public void Approve()
    {
        DomainException.ThrowIf(Status != UserStatus.Pending, "Only an account that waits can be approved.");
        Status = UserStatus.Active;
    }

    public void Prefer(Preferences preferences) => Preferences = preferences;
}
