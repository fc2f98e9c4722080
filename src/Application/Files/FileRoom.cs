using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Files;

/// <summary>Whether there is space for another file. Files that are being uploaded count with their announced size.</summary>
internal sealed class FileRoom(IApplicationDbContext db, IDataDisk disk, IOptions<FilesOptions> options)
{
    // The write-ahead log may hold everything once more.
    private const int Copies = 2;

    /// <summary>Call in the transaction that adds the file, so that two uploads cannot share the last space.</summary>
    public async Task<AppError?> RefuseAsync(UserId owner, long size)
    {
        var (perUser, total, keptFree) = (options.Value.MegabytesPerUser, options.Value.MegabytesInTotal, options.Value.MegabytesKeptFree);
        var all = db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);
        var own = await all.Where(f => f.OwnerId == owner).SumAsync(f => f.Size, CancellationToken.None);
        if (own + size > Bytes(perUser)) return FileErrors.QuotaSpent(Bytes(perUser), own);
        if (await all.SumAsync(f => f.Size, CancellationToken.None) + size > Bytes(total)) return FileErrors.PortalFull;
        return disk.Free() - (Copies * size) < Bytes(keptFree) ? FileErrors.DiskFull : null;
    }

    private static long Bytes(int megabytes) => (long)megabytes * FilesOptions.Megabyte;
}
