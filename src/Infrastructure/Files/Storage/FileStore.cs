using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Files.Storage;

internal sealed class FileStore(IServiceScopeFactory scopes, FileCleanup cleanup) : IFileStore
{
    public async Task<bool> AddAsync(FileId file, int first, IReadOnlyList<byte[]> blocks, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var files = db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);
        if (!await files.AnyAsync(f => f.Id == file, CancellationToken.None)) return false;
        db.FileBlocks.AddRange(blocks.Select((bytes, number) => new FileBlock(file, first + number, bytes)));
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    public async IAsyncEnumerable<byte[]> BlocksAsync(FileId file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            if (await BlockAsync(file, index, cancellationToken) is not { } bytes) yield break;
            yield return bytes;
        }
    }

    public void NotifyDeleted() => cleanup.Notify();

    private async Task<byte[]?> BlockAsync(FileId file, int index, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        return await db.FileBlocks.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(b => b.FileId == file && b.Index == index).Select(b => b.Bytes).FirstOrDefaultAsync(cancellationToken);
    }
}
