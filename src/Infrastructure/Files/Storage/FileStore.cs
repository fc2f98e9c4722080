using System.Data.Common;
using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Files.Storage;

internal sealed class FileStore(IServiceScopeFactory scopes, FileCleanup cleanup) : IFileStore
{
    public async Task<bool> AddAsync(FileId file, int first, IReadOnlyList<byte[]> blocks, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();

        // Blocks need not survive a power cut one by one: the state of the file is saved behind them, with all that stands before it in
        // the log.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = NORMAL", cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var files = db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);
        if (!await files.AnyAsync(f => f.Id == file, CancellationToken.None)) return false;
        await InsertAsync(transaction.GetDbTransaction(), file, first, blocks);
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

    // Not by change tracking, which copies each block.
    private static async Task InsertAsync(DbTransaction transaction, FileId file, int first, IReadOnlyList<byte[]> blocks)
    {
        await using var insert = ((SqliteTransaction)transaction).Connection!.CreateCommand();
        insert.Transaction = (SqliteTransaction)transaction;
        insert.CommandText = "INSERT INTO \"FileBlocks\" (\"FileId\", \"Index\", \"Bytes\") VALUES ($file, $index, $bytes)";
        insert.Parameters.AddWithValue("$file", file.Value);
        var index = insert.Parameters.Add("$index", SqliteType.Integer);
        var bytes = insert.Parameters.Add("$bytes", SqliteType.Blob);
        foreach (var (number, block) in blocks.Index())
        {
            (index.Value, bytes.Value) = (first + number, block);
            await insert.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<byte[]?> BlockAsync(FileId file, int index, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        return await db.FileBlocks.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(b => b.FileId == file && b.Index == index).Select(b => b.Bytes).FirstOrDefaultAsync(cancellationToken);
    }
}
