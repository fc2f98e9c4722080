using ChatAi.Application.Search;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Search;

/// <summary>Brings the index up to date in the background, in small steps: what triggers have noted is all that it needs to know, so it
/// can be killed at any time.</summary>
internal sealed partial class SearchIndexer(
    IServiceScopeFactory scopes, StoreWriteLock writeLock, LoopSupervisor supervisor, ILogger<SearchIndexer> logger)
    : SupervisedService(supervisor)
{
    // In a transaction.
    private const int MaxRemoved = 25;
    private const int MaxAdded = 100;

    // The journal of answers waits meanwhile.
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    // What is indexed at once needs no notice.
    private const int MinReported = 500;

    /// <summary>How much of the first build is done; null once the index is up to date.</summary>
    public SearchProgress? Progress { get; private set; }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await using (var scope = scopes.CreateAsyncScope()) Progress = await ProgressAsync(scope);
        if (Progress is { } build) LogBuilding(build.Total - build.Done);
        while (true)
        {
            var seen = writeLock.Writes.Version;
            while (await StepAsync()) stoppingToken.ThrowIfCancellationRequested();
            if (Progress is not null) LogBuilt();
            Progress = null;
            await writeLock.Writes.WaitAsync(seen, stoppingToken);
        }
    }

    private static async Task<SearchProgress?> ProgressAsync(AsyncServiceScope scope)
    {
        var (store, _) = await OpenAsync(scope);
        using var count = store.CreateCommand();
        count.CommandText = """SELECT (SELECT count(*) FROM "SearchAdditions"), (SELECT count(*) FROM "SearchDocuments")""";
        using var row = count.ExecuteReader();
        row.Read();
        var (waiting, indexed) = (row.GetInt64(0), row.GetInt64(1));
        return waiting < MinReported ? null : new SearchProgress(indexed, indexed + waiting);
    }

    /// <returns>False if there is nothing to do.</returns>
    private async Task<bool> StepAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var (store, db) = await OpenAsync(scope);
        var (removes, adds) = Waiting(store);
        if (!removes && !adds) return false;

        // A power cut may undo the last steps, but then also undoes that they are done.
        await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = NORMAL", CancellationToken.None);
        try
        {
            if (removes) await ChangeAsync(db, batch => batch.Remove(MaxRemoved));
            if (adds) await ChangeAsync(db, batch => CountAdded(batch.Add(MaxAdded)));
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode == SqliteErrors.Corrupt)
        {
            // The next start builds it again.
            await db.Database.ExecuteSqlRawAsync("""UPDATE "SearchState" SET "Version" = 0""", CancellationToken.None);
            LogDamaged(damage);
            throw;
        }

        return true;
    }

    private static async Task ChangeAsync(ApplicationDbContext db, Action<SearchIndexBatch> change)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        using (var batch = new SearchIndexBatch((SqliteTransaction)transaction.GetDbTransaction(), MaxTime)) change(batch);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static (bool Removes, bool Adds) Waiting(SqliteConnection store)
    {
        using var select = store.CreateCommand();
        select.CommandText = """SELECT EXISTS (SELECT 1 FROM "SearchRemovals"), EXISTS (SELECT 1 FROM "SearchAdditions")""";
        using var row = select.ExecuteReader();
        row.Read();
        return (row.GetBoolean(0), row.GetBoolean(1));
    }

    private static async Task<(SqliteConnection Store, ApplicationDbContext Db)> OpenAsync(AsyncServiceScope scope)
    {
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        await db.Database.OpenConnectionAsync();
        return ((SqliteConnection)db.Database.GetDbConnection(), db);
    }

    private void CountAdded(int added)
    {
        if (Progress is { } build) Progress = build with { Done = Math.Min(build.Done + added, build.Total) };
    }

    [LoggerMessage(LogLevel.Information, "Building the search index: {Count} texts. The portal can be used meanwhile")]
    private partial void LogBuilding(long count);

    [LoggerMessage(LogLevel.Information, "The search index is complete")]
    private partial void LogBuilt();

    [LoggerMessage(LogLevel.Error, "The search index is damaged. Restart the portal to build it again")]
    private partial void LogDamaged(Exception damage);
}
