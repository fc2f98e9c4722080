using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

internal static class PullAskers
{
    /// <returns>The name of who sends the request; null where the account is gone.</returns>
    public static Task<string?> NameOfAsync(this IApplicationDbContext db, ICurrentUser user, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().Where(u => u.Id == user.RequireId()).Select(u => (string?)u.Name).FirstOrDefaultAsync(cancellationToken);

    /// <returns>The names of those who asked for downloads, without those whose account is gone.</returns>
    public static async Task<IReadOnlyDictionary<UserId, string>> NamesOfAsync(
        this IApplicationDbContext db, IReadOnlyCollection<ModelPull> pulls, CancellationToken cancellationToken)
    {
        var askers = pulls.Select(p => p.AskedBy).Distinct().ToList();
        if (askers.Count == 0) return new Dictionary<UserId, string>();
        return await db.Users.AsNoTracking().Where(u => askers.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
    }
}
