using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Models;

/// <summary>Checks whether a download fits on the disk beside the other open ones.</summary>
public sealed class DiskSpaceCheck(IApplicationDbContext db, IModelDisk disk, IOptions<ModelsOptions> options)
{
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
