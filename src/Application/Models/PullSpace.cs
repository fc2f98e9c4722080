using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

internal sealed class PullSpace(IApplicationDbContext db, ICatalogue catalogue, ModelOrigins origins, DiskSpaceCheck disk)
{
    /// <summary>Size in bytes according to the catalogue; 0 if unknown.</summary>
    public long ExpectedBytes(ModelName name) =>
        catalogue.Entries.FirstOrDefault(e => e.Name.Equals(name.ToString(), StringComparison.OrdinalIgnoreCase))?.Size ?? 0;

    public async Task<AppError?> RefuseAsync(ModelName name, long expectedBytes, CancellationToken cancellationToken)
    {
        if (await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == name, cancellationToken) is { } installed)
        {
            // Only what differs from the installed version is fetched; its size is unknown.
            return await origins.IsLocalAsync(installed, cancellationToken) ? RegistryErrors.MadeHere(name) : null;
        }

        // What an earlier, unfinished download fetched is still there.
        var fetchedBytes = await db.ModelPulls.AsNoTracking()
            .Where(p => p.Model == name)
            .OrderByDescending(p => p.CreatedAt)
            .Select(p => p.Status == PullStatus.Succeeded ? 0 : p.CompletedBytes)
            .FirstOrDefaultAsync(cancellationToken);
        return await disk.CheckAsync(name, expectedBytes - fetchedBytes, cancellationToken);
    }
}
