using ChatAi.Domain.Accounts;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Models;

internal static class UserNames
{
    public static async Task<string?> NameOfAsync(this ApplicationDbContext db, UserId user) =>
        (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == user, CancellationToken.None))?.Name;
}
