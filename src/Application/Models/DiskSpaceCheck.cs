using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Models;

/// <summary>Knows whether a download fits on the disk, beside what the other open ones still need.</summary>
public sealed class DiskSpaceCheck(IApplicationDbContext db, IModelDisk disk, IOptions<ModelsOptions> options)
{
    /// <param name="bytes">What is still to come of it; 0 where that is not known.</param>
    public async Task<AppError?> CheckAsync(ModelName model, long bytes, CancellationToken cancellationToken)
    {
        if (bytes <= 0 || disk.Read() is not { } space) return null;

        var others = await db.ModelPulls.AsNoTracking()
            .Open().Where(p => p.Model != model)
            .SumAsync(p => p.TotalBytes - p.CompletedBytes, cancellationToken);
        return bytes > space.Free - options.Value.BytesToKeepFree - others
            ? RegistryErrors.WillNotFit(model, bytes, space.Free, others, options.Value.BytesToKeepFree)
            : null;
    }
}
