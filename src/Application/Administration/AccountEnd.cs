using ChatAi.Application.Accounts;
using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

/// <summary>Revokes an account's rights or deletes it. The last administrator is protected.</summary>
internal sealed class AccountEnd(
    IApplicationDbContext db, Sessions sessions, IAnswerQueue answers, IChatFeed feed, IFileStore files, TimeProvider time)
{
    /// <summary>Called after the change of the account is saved.</summary>
    public async Task SignOutAsync(UserId user)
    {
        await sessions.EndAllOfAsync(user);
        await answers.StopAllOfAsync(user);
    }

    /// <summary>Revokes a right and all links that the account created.</summary>
    /// <param name="refuse">Returns an error if the right cannot be revoked.</param>
    public Task<Result> RevokeRightAsync(
        UserId id, Func<User, AppError?> refuse, Action<User> revoke, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
            if (user is null)
                return AdministrationErrors.NoSuchUser;
            if (refuse(user) is { } refusal)
                return refusal;
            if (user.IsRoot && !await db.HasOtherRootAsync(id, cancellationToken))
                return AccountErrors.LastRoot;

            revoke(user);
            await db.RevokeLinksByAsync(id, time.GetUtcNow(), cancellationToken);
            await db.ForgetResetsOfAsync(id, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await sessions.MarkAsync(id);
            return Result.Success;
        });

    public async Task<Result> DeleteAsync(UserId id, UserId? handOverTo, CancellationToken cancellationToken)
    {
        // Keeps the text of unfinished answers for the new owner.
        if (handOverTo is not null) await answers.StopAllOfAsync(id);
        var deleted = await db.InTransactionAsync(async () =>
        {
            var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
            if (user is null) return AdministrationErrors.NoSuchUser;
            if (user.IsRoot && !await db.HasOtherRootAsync(id, cancellationToken)) return AccountErrors.LastRoot;
            if (handOverTo is { } heir)
            {
                var handedOver = await HandOverAsync(id, heir, cancellationToken);
                if (!handedOver.IsSuccess) return handedOver.Error;
            }

            db.Users.Remove(user);
            await db.SaveChangesAsync(cancellationToken);
            return Result.Success;
        });
        if (!deleted.IsSuccess) return deleted;

        files.NotifyDeleted();

        // Also stops answers that started in the meantime.
        await SignOutAsync(id);
        return deleted;
    }

    // Never to an administrator, who must not get to read what members wrote.
    private async Task<Result> HandOverAsync(UserId from, UserId to, CancellationToken cancellationToken)
    {
        var isMember = await db.Users.AnyAsync(
            u => u.Id == to && u.Id != from && u.Role == UserRole.Member && u.Status == UserStatus.Active, cancellationToken);
        if (!isMember) return AdministrationErrors.NoHeir;

        var chats = db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).Where(c => c.OwnerId == from);
        await chats.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.OwnerId, to).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
        var owned = db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).Where(f => f.OwnerId == from);
        await owned.ExecuteUpdateAsync(set => set.SetProperty(f => f.OwnerId, to), cancellationToken);
        feed.ChangedBeyondVersions(to);
        return Result.Success;
    }
}
