using System.Diagnostics;
using ChatAi.Infrastructure.Persistence;
using ChatAi.Infrastructure.Search;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Runs before anything uses the store: cleans up after a killed process, refuses a newer store, and copies and upgrades an older
/// one. It can be killed at any time and run again.</summary>
internal sealed partial class StorePreparation(DataDirectory data, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan MaxBusy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BusyDelay = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StartupException">
    /// The store is newer, unreadable or locked, or could not be copied or upgraded. It is unchanged.
    /// </exception>
    /// <exception cref="OperationCanceledException">The store is unchanged.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        data.ReportModes(logger);
        DeleteLeftovers();
        try
        {
            using var store = await OpenAsync(cancellationToken);
            Prepare(store, cancellationToken);
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == SqliteErrors.Interrupted)
        {
            throw new OperationCanceledException(interrupted.Message, interrupted, cancellationToken);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SqliteErrors.Busy or SqliteErrors.Locked)
        {
            throw Locked(failure);
        }
    }

    private void DeleteLeftovers()
    {
        if (StoreRestore.DeleteUnfinished(data)) LogRestoreInterrupted();
        foreach (var pattern in new[] { "*.xml.new", "*.tmp" })
        {
            foreach (var file in Directory.GetFiles(data.Keys, pattern)) File.Delete(file);
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var notice = new WaitNotice($"another program to unlock the store {data.Store}", time, logger);
        if (!File.Exists(data.Store)) StoreFiles.CreateFile(data.Store).Dispose();
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var store = SqliteFile.Open(data.Store, SqliteOpenMode.ReadWrite, busyTimeoutSeconds: 1);
            try
            {
                store.Execute("BEGIN EXCLUSIVE");
                store.Execute("ROLLBACK");
                return store;
            }
            catch (SqliteException failure)
            {
                store.Dispose();
                if (failure.SqliteErrorCode is not (SqliteErrors.Busy or SqliteErrors.Locked)) throw Unreadable(failure);
                if (clock.Elapsed > MaxBusy) throw Locked(failure);
            }

            await Task.Delay(BusyDelay, cancellationToken);
        }
    }

    private void Prepare(SqliteConnection store, CancellationToken cancellationToken)
    {
        store.InterruptBy(cancellationToken);
        var applied = Applied(store);
        if (StoreVersion.Newer(applied) is { } unknown)
        {
            throw new StartupException(
                $"The store {data.Store} was written by a newer version of Chat AI (it has {unknown}, which this version does not know). "
                    + "Start that version or a newer one, or restore a backup that this version can read: chatai restore FILE. The store "
                        + "was not changed."
            );
        }

        UpgradeCopies.Settle(data.Files, applied is [.., var last] ? last : null);
        List<string> pending = [.. StoreVersion.Known.Except(applied)];
        if (pending.Count > 0) new StoreUpgrade(data, time, logger).Run(store, applied, pending, cancellationToken);
        if (StoreMigration.RemoveStaleLock(store)) LogStaleLock();
        store.Execute("PRAGMA journal_mode = WAL");
        NameSkeletons.Refresh(store);
        SearchIndexReset.RunIfOutdated(store);
    }

    private IReadOnlyList<string> Applied(SqliteConnection store)
    {
        try
        {
            return StoreVersion.Applied(store);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode != SqliteErrors.Interrupted)
        {
            throw Unreadable(failure);
        }
    }

    private StartupException Unreadable(SqliteException failure) =>
        new(
            $"The store {data.Store} cannot be read ({failure.Message.TrimEnd('.')}). If it is damaged, restore a backup: chatai restore "
                + "FILE.",
            failure
        );

    private StartupException Locked(SqliteException failure) => new(
        $"Another program keeps the store {data.Store} locked. Close that program and start again. The store was not changed.", failure);

    [LoggerMessage(
        LogLevel.Warning,
        "A restore was interrupted before it replaced the store. The store was not changed. Run the restore again if you still need it"
    )]
    private partial void LogRestoreInterrupted();

    [LoggerMessage(LogLevel.Information, "Removed the lock that an interrupted migration had left in the store")]
    private partial void LogStaleLock();
}
