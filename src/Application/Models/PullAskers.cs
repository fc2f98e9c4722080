using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

internal static class PullAskers
{
    /// <returns>Null if the account was deleted.</returns>
    public static Task<string?> NameOfAsync(this IApplicationDbContext db, ICurrentUser user, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().Where(u => u.Id == user.RequireId()).Select(u => (string?)u.Name).FirstOrDefaultAsync(cancellationToken);

    public static async Task<IReadOnlyDictionary<UserId, string>> NamesOfAsync(
        this IApplicationDbContext db, IReadOnlyCollection<ModelPull> pulls, CancellationToken cancellationToken)
    {
        var askers = pulls.Select(p => p.AskedBy).Distinct().ToList();
        if (askers.Count == 0) return new Dictionary<UserId, string>();
        return await db.Users.AsNoTracking().Where(u => askers.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
    }
}
