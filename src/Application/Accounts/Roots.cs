using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

internal static class Roots
{
    /// <summary>Whether somebody would still be root without this one. In a transaction, this cannot change before it ends.</summary>
    public static Task<bool> HasOtherRootAsync(this IApplicationDbContext db, UserId than, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(u => u.Role == UserRole.Root && u.Status == UserStatus.Active && u.Id != than, cancellationToken);
}
