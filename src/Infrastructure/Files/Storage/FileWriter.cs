using System.Data.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Files.Storage;

internal sealed class FileWriter : IFileWriter
{
    // Not by change tracking, which copies each block.
    private const string Insert =
        """
        INSERT INTO "FileBlocks" ("FileId", "Index", "Bytes")
        SELECT $file, $index, $bytes WHERE EXISTS (SELECT 1 FROM "Files" WHERE "Id" = $file)
        """;

    // Up to 64 MiB, a file does not wait until the log is copied. Blocks need not survive a power cut one by one: the state of the file is
    // saved behind them in the log.
    private const string Quickly = "PRAGMA wal_autocheckpoint = 16000; PRAGMA synchronous = NORMAL";

    private readonly AsyncServiceScope _scope;
    private readonly ApplicationDbContext _db;
    private readonly StoreCheckpoint _checkpoint;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _index;
    private readonly SqliteParameter _bytes;
    private int _count;

    private FileWriter(FileId file, AsyncServiceScope scope, ApplicationDbContext db, StoreCheckpoint checkpoint)
    {
        (_scope, _db, _checkpoint) = (scope, db, checkpoint);
        _insert = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        _insert.CommandText = Insert;
        _insert.Parameters.AddWithValue("$file", file.Value);
        _index = _insert.Parameters.Add("$index", SqliteType.Integer);
        _bytes = _insert.Parameters.Add("$bytes", SqliteType.Blob);
    }

    public static async Task<IFileWriter> OpenAsync(
        FileId file, AsyncServiceScope scope, StoreCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            await db.Database.OpenConnectionAsync(cancellationToken);
            await db.Database.ExecuteSqlRawAsync(Quickly, cancellationToken);
            return new FileWriter(file, scope, db, checkpoint);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> AddAsync(IReadOnlyList<byte[]> blocks)
    {
        await using var transaction = await _db.Database.BeginTransactionAsync();
        if (!await InsertAsync(transaction.GetDbTransaction(), blocks)) return false;
        await transaction.CommitAsync();
        return true;
    }

    public async Task<bool> CompleteAsync(StoredFile file)
    {
        await _db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = FULL");
        _db.Files.Update(file);
        try
        {
            await _db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _scope.DisposeAsync();
        _checkpoint.Notify();
    }

    private async Task<bool> InsertAsync(DbTransaction transaction, IReadOnlyList<byte[]> blocks)
    {
        _insert.Transaction = (SqliteTransaction)transaction;
        foreach (var block in blocks)
        {
            (_index.Value, _bytes.Value) = (_count, block);
            if (await _insert.ExecuteNonQueryAsync() == 0) return false;
            _count++;
        }

        return true;
    }
}
