using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>Who has shown who they are; WebUI starts their session.</summary>
public sealed record SignedInUser(UserId Id, string Name, UserRole Role)
{
    /// <summary>Of the password that was looked at. Not public, so that no log prints it.</summary>
    internal string PasswordHash { get; private init; } = "";

    internal static SignedInUser From(User user) => new(user.Id, user.Name, user.Role) { PasswordHash = user.PasswordHash };
}
