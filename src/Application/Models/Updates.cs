using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Counts a batch of updates: those requested together have the same time.</summary>
public static class Updates
{
    public static async Task<UpdatesProgress?> UpdatesAsync(
        this IApplicationDbContext db, DateTimeOffset? askedAt, CancellationToken cancellationToken)
    {
        var updates = db.ModelPulls.AsNoTracking().Where(p => p.IsUpdate);
        askedAt ??= await updates
            .Open()
            .OrderByDescending(p => p.CreatedAt)
            .Select(p => (DateTimeOffset?)p.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (askedAt is null)
            return null;

        var counts = await updates.Where(p => p.CreatedAt == askedAt).GroupBy(p => p.Status)
            .Select(g => new { Status = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Status, g => g.Count, cancellationToken);
        var failed = counts.GetValueOrDefault(PullStatus.Failed);
        return new UpdatesProgress(
            counts.GetValueOrDefault(PullStatus.Succeeded) + failed + counts.GetValueOrDefault(PullStatus.Cancelled),
            counts.Values.Sum(),
            failed
        );
    }
}
