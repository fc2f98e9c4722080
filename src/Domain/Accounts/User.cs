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

    /// <summary>What the name looks like; see <see cref="UserName.Skeleton"/>.</summary>
    public string NameSkeleton { get; private set; } = "";

    public string PasswordHash { get; private set; } = "";

    public UserRole Role { get; private set; }

    public UserStatus Status { get; private set; }

    /// <summary>Whether this was the first account of the store. There is one at most, which keeps the first registration to one.</summary>
    public bool IsFirst { get; private set; }

    public Preferences Preferences { get; private set; } = Preferences.Default;

    /// <summary>Grows with each committed change of this user's chats, and is stored with the chats that changed.</summary>
    public long ChatsVersion { get; private set; }

    /// <summary>Who knows the chats up to an earlier version than this reads all again: some have left the list since.</summary>
    public long ChatsResyncVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsRoot => Role == UserRole.Root;

    /// <summary>The first account, which owns the portal. Others become root by <see cref="ChangeRole"/>.</summary>
    public static User Root(UserName name, DateTimeOffset now) =>
        new(UserId.New(), name, UserRole.Root, UserStatus.Active, now) { IsFirst = true };

    public static User Member(UserName name, UserStatus status, DateTimeOffset now) =>
        new(UserId.New(), name, UserRole.Member, status, now);

    /// <summary>An account of an older portal, whose owner signs in as before.</summary>
    /// <param name="isFirst">Whether it owns the portal, which has no owner yet; else it is a member's.</param>
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
        DomainException.ThrowIf(Status != UserStatus.Pending, "Only an account that waits can be approved.");
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
        DomainException.ThrowIf(Status != UserStatus.Active, "Only an account that works can be disabled.");
        Status = UserStatus.Disabled;
    }

    public void Enable()
    {
        DomainException.ThrowIf(Status != UserStatus.Disabled, "Only an account that is disabled can be enabled.");
        Status = UserStatus.Active;
    }

    public void ChangeRole(UserRole role)
    {
        DomainException.ThrowIf(Status != UserStatus.Active, "Only an account that works changes its role.");
        Role = role;
    }

    public void UpdatePreferences(Preferences preferences) => Preferences = preferences;
}
