using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>What a cookie needs to know.</summary>
/// <param name="SecurityStamp">Compared with the store at each request, so that a removed or changed account ends its sessions.</param>
public sealed record SignedInUser(UserId Id, string Name, UserRole Role, string SecurityStamp)
{
    internal static SignedInUser From(User user) => new(user.Id, user.Name, user.Role, user.SecurityStamp);
}
