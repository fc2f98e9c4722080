using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace ChatAi.Infrastructure.Accounts;

internal sealed class IdentityAccounts(UserManager<User> users, IPasswordHasher<User> hasher) : IAccounts
{
    // What an unknown name is checked against, so that it costs what a known one costs. Made once, by the same hasher.
    private static string? s_nobodysHash;

    public async Task<Result> CreateAsync(User user, string password, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var created = await users.CreateAsync(user, password);
        if (created.Succeeded) return Result.Success;

        return created.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
            ? Taken(user)
            : AppError.Invalid("user.invalid", string.Join(' ', created.Errors.Select(e => e.Description)));
    }

    public async Task<User?> CheckPasswordAsync(string userName, string password, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var user = await users.FindByNameAsync(userName);
        if (user is null)
        {
            s_nobodysHash ??= hasher.HashPassword(null!, "nobody has this password");
            hasher.VerifyHashedPassword(null!, s_nobodysHash, password);
            return null;
        }

        return await users.CheckPasswordAsync(user, password) ? user : null;
    }

    private static AppError Taken(User user) => user.IsRoot
        ? AppError.Conflict("root.exists", "This server has its owner already. Sign in, or ask for an account.")
        : AppError.Conflict("user.name-taken", $"The name {user.Name} is taken. Choose another one.") with
        {
            Fields = new Dictionary<string, string[]> { ["UserName"] = [$"The name {user.Name} is taken. Choose another one."] },
        };
}
