using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Models;

/// <summary>Makes the stored models those that the model server has.</summary>
internal sealed class StoredModels(ApplicationDbContext db)
{
    public async Task MatchAsync(IReadOnlyList<InstalledModel> installed, CancellationToken cancellationToken)
    {
        var stored = await db.Models.ToDictionaryAsync(m => m.Name, cancellationToken);
        foreach (var model in installed.DistinctBy(m => m.Name))
        {
            if (stored.Remove(model.Name, out var known)) known.Update(model.Facts);
            else db.Models.Add(Model.Install(model.Name, model.Facts));
        }

        db.Models.RemoveRange(stored.Values);
        await db.SaveChangesAsync(cancellationToken);
    }
}
