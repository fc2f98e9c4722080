using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

public sealed record SignedInUser(UserId Id, string Name, UserRole Role)
{
    /// <summary>The hash that was checked. Not public, so that the record does not print it to a log.</summary>
    internal string PasswordHash { get; private init; } = "";

    internal static SignedInUser From(User user) => new(user.Id, user.Name, user.Role) { PasswordHash = user.PasswordHash };
}
