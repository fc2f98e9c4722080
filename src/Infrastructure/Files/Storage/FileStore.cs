using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Files.Storage;

internal sealed class FileStore(IServiceScopeFactory scopes, FileCleanup cleanup, StoreCheckpoint checkpoint) : IFileStore
{
    public Task<IFileWriter> WriteAsync(FileId file, CancellationToken cancellationToken) =>
        FileWriter.OpenAsync(file, scopes.CreateAsyncScope(), checkpoint, cancellationToken);

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
