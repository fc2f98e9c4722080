using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

internal static class Roots
{
    /// <summary>Whether another active administrator exists. In a transaction this cannot change before its end.</summary>
    public static Task<bool> HasOtherRootAsync(this IApplicationDbContext db, UserId except, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(u => u.Role == UserRole.Root && u.Status == UserStatus.Active && u.Id != except, cancellationToken);
}
