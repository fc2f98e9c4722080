using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Models;

/// <summary>Keeps stored models in step with installed ones. Missing ones keep their settings for a month; hidden ones, for good.</summary>
internal sealed class StoredModels(ApplicationDbContext db, RemoteModels remotes, ModelWeights weights, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public async Task MatchAsync(IReadOnlyList<InstalledModel> installed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stored = await db.Models.IgnoreQueryFilters([IApplicationDbContext.MissingFilter, IApplicationDbContext.RemoteFilter])
            .ToDictionaryAsync(m => m.Name, cancellationToken);
        var listed = new List<Model>();
        foreach (var model in installed.DistinctBy(m => m.Name))
        {
            if (stored.Remove(model.Name, out var known)) known.Update(model.Facts);
            else db.Models.Add(known = Model.Install(model.Name, model.Facts));
            listed.Add(known);
        }

        foreach (var missing in stored.Values) missing.MarkMissing(now);
        db.Models.RemoveRange(stored.Values.Where(m => m.VisibleToMembers && m.MissingSince < now - KeptFor));
        await db.SaveChangesAsync(cancellationToken);
        remotes.Replace(listed);
        weights.Replace(listed);
    }
}
