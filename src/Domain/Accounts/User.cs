using ChatAi.Domain.Common;

namespace ChatAi.Domain.Accounts;

public sealed class User
{
    private User(UserId id, UserName name, UserRole role, UserStatus status, DateTimeOffset createdAt)
    {
        Id = id;
        Rename(name);
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

    public string NameSkeleton { get; private set; } = "";

    public string PasswordHash { get; private set; } = "";

    public UserRole Role { get; private set; }

    public UserStatus Status { get; private set; }

    /// <summary>Whether this was the first account of the database. There is at most one.</summary>
    public bool IsFirst { get; private set; }

    public Preferences Preferences { get; private set; } = Preferences.Default;

    /// <summary>Increases with each commit that changes this user's chats; stored with those chats.</summary>
    public long ChatsVersion { get; private set; }

    /// <summary>Readers with an older version reload the whole list: chats have left it since.</summary>
    public long ChatsResyncVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsRoot => Role == UserRole.Root;

    /// <summary>The first account. Others become administrators by <see cref="ChangeRole"/>.</summary>
    public static User Root(UserName name, DateTimeOffset now) =>
        new(UserId.New(), name, UserRole.Root, UserStatus.Active, now) { IsFirst = true };

    public static User Member(UserName name, UserStatus status, DateTimeOffset now) =>
        new(UserId.New(), name, UserRole.Member, status, now);

    public static User Imported(UserId id, UserName name, string passwordHash, bool isFirst, DateTimeOffset createdAt)
    {
        var user = new User(id, name, isFirst ? UserRole.Root : UserRole.Member, UserStatus.Active, createdAt) { IsFirst = isFirst };
        user.SetPasswordHash(passwordHash);
        return user;
    }

    public void SetPasswordHash(string hash)
    {
        DomainException.ThrowIf(string.IsNullOrEmpty(hash), "A password hash cannot be empty.");
        PasswordHash = hash;
    }

    public void Approve()
    {
        DomainException.ThrowIf(Status != UserStatus.Pending, "Only a pending account can be approved.");
        Status = UserStatus.Active;
    }

    public void Rename(UserName name)
    {
        Name = name.Value;
        FoldedName = name.Folded;
        NameSkeleton = name.Skeleton;
    }

    public void Disable()
    {
        DomainException.ThrowIf(Status != UserStatus.Active, "Only an active account can be disabled.");
        Status = UserStatus.Disabled;
    }

    public void Enable()
    {
        DomainException.ThrowIf(Status != UserStatus.Disabled, "Only a disabled account can be enabled.");
        Status = UserStatus.Active;
    }

    public void ChangeRole(UserRole role)
    {
        DomainException.ThrowIf(Status != UserStatus.Active, "Only an active account can change its role.");
        Role = role;
    }

    public void UpdatePreferences(Preferences preferences) => Preferences = preferences;
}
