using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Models;

internal static class PullAskers
{
    /// <returns>Null where the account is gone.</returns>
    public static async Task<string?> NameOfAsync(this ApplicationDbContext db, UserId asker) =>
        (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == asker, CancellationToken.None))?.Name;
}
