using ChatAi.Application.Accounts;
using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

/// <summary>Ends what an account was doing, for a while or with the account. The last root cannot go, by whatever way.</summary>
internal sealed class AccountEnd(
    IApplicationDbContext db, Sessions sessions, IAnswerQueue answers, IChatFeed feed, TimeProvider time)
{
    /// <summary>To be called once it is saved that the account does not work, or has another role.</summary>
    public async Task SignOutAsync(UserId user)
    {
        await sessions.EndAllOfAsync(user);
        await answers.StopAllOfAsync(user);
    }

    /// <summary>Takes a right from an account, unless it is the last root's. What it has made as root no longer works.</summary>
    /// <param name="refuse">Why it cannot be taken; null where it can.</param>
    public Task<Result> RevokeRightAsync(UserId id, Func<User, AppError?> refuse, Action<User> take, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
            if (user is null)
                return AdministrationErrors.NoSuchUser;
            if (refuse(user) is { } refusal)
                return refusal;
            if (user.IsRoot && !await db.HasOtherRootAsync(id, cancellationToken))
                return AccountErrors.LastRoot;

        take(user);
        await db.RevokeLinksByAsync(id, time.GetUtcNow(), cancellationToken);
        await db.ForgetResetsOfAsync(id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await sessions.MarkAsync(id);
        return Result.Success;
    });

    /// <param name="handOverTo">Who gets the chats; null deletes them.</param>
    public async Task<Result> DeleteAsync(UserId id, UserId? handOverTo, CancellationToken cancellationToken)
    {
        // What has come of an open answer is kept for who gets the chat.
        if (handOverTo is not null) await answers.StopAllOfAsync(id);
        var deleted = await db.InTransactionAsync(async () =>
        {
            var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
            if (user is null) return AdministrationErrors.NoSuchUser;
            if (user.IsRoot && !await db.HasOtherRootAsync(id, cancellationToken)) return AccountErrors.LastRoot;
            if (handOverTo is { } heir)
            {
                var given = await HandOverAsync(id, heir, cancellationToken);
                if (!given.IsSuccess) return given.Error;
            }

            db.Users.Remove(user);
            await db.SaveChangesAsync(cancellationToken);
            return Result.Success;
        });
        if (!deleted.IsSuccess) return deleted;

        // What is being written writes for nobody.
        await SignOutAsync(id);
        return deleted;
    }

    // Never to a root: roots decide on people, and must not come to read what members said.
    private async Task<Result> HandOverAsync(UserId from, UserId to, CancellationToken cancellationToken)
    {
        var isMember = await db.Users.AnyAsync(
            u => u.Id == to && u.Id != from && u.Role == UserRole.Member && u.Status == UserStatus.Active, cancellationToken);
        if (!isMember) return AdministrationErrors.NoHeir;

        var chats = db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).Where(c => c.OwnerId == from);
        await chats.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.OwnerId, to).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
        feed.ChangedBeyondVersions(to);
        return Result.Success;
    }
}
