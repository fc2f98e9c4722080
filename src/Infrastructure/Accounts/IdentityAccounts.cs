using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Accounts;

internal sealed class IdentityAccounts(ApplicationDbContext db, PasswordHashes hashes) : IAccounts
{
    public async Task<Result> CreateAsync(User user, string password, CancellationToken cancellationToken)
    {
        var hashed = await SetPasswordAsync(user, password, cancellationToken);
        if (!hashed.IsSuccess) return hashed;

        db.Users.Add(user);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return Result.Success;
        }
        catch (DbUpdateException refused) when (db.IsConflict(refused))
        {
            // A unique index decides: the name or a similar one is taken, or somebody else was first.
            db.Entry(user).State = EntityState.Detached;
            return Taken(user);
        }
    }

    public async Task<Result<bool>> CheckPasswordAsync(User? user, string password, bool isKnown, CancellationToken cancellationToken)
    {
        var verified = await hashes.VerifyAsync(user, password, isKnown, cancellationToken);
        if (!verified.IsSuccess) return verified.Error;
        if (user is null || verified.Value == PasswordVerificationResult.Failed) return false;

        if (verified.Value == PasswordVerificationResult.SuccessRehashNeeded) await RehashAsync(user, password, cancellationToken);
        return true;
    }

    public async Task<Result> SetPasswordAsync(User user, string password, CancellationToken cancellationToken)
    {
        var hash = await hashes.MakeAsync(user, password, cancellationToken);
        if (!hash.IsSuccess) return hash.Error;

        user.SetPasswordHash(hash.Value);
        return Result.Success;
    }

    // Skipped under load, since the next sign-in can do it. A password changed meanwhile stays.
    private async Task RehashAsync(User user, string password, CancellationToken cancellationToken)
    {
        var old = user.PasswordHash;
        var hash = await hashes.MakeAsync(user, password, cancellationToken);
        if (!hash.IsSuccess) return;

        var changed = await db.Users.Where(u => u.Id == user.Id && u.PasswordHash == old)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash.Value), cancellationToken);
        if (changed > 0) user.SetPasswordHash(hash.Value);
    }

    private static AppError Taken(User user) => user.IsFirst
        ? AppError.Conflict("root.exists")
        : AccountErrors.NameTaken(user.Name);
}
