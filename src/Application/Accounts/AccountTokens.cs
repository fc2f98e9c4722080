using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

internal static class AccountTokens
{
    public static Task ForgetResetsOfAsync(this IApplicationDbContext db, UserId user, CancellationToken cancellationToken) =>
        db.PasswordResets.Where(r => r.UserId == user).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Links created by an administrator stop working when the account loses that role.</summary>
    public static async Task RevokeLinksByAsync(
        this IApplicationDbContext db,
        UserId root,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await db.PasswordResets.Where(r => r.CreatedBy == root).ExecuteDeleteAsync(cancellationToken);
        await db.Invitations.Where(i => i.CreatedBy == root && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), cancellationToken);
    }
}
