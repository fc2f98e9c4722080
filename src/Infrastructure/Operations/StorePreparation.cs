using System.Diagnostics;
using ChatAi.Application.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Runs before anything uses the store: cleans up after a killed process, refuses a newer store, and copies and upgrades an older one. It
/// can be killed at any time and run again.
/// </summary>
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
        if (pending.Count > 0) Upgrade(store, applied, pending, cancellationToken);
        if (StoreMigration.RemoveStaleLock(store)) LogStaleLock();
        store.Execute("PRAGMA journal_mode = WAL");
        NameSkeletons.Refresh(store);
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

    private void Upgrade(SqliteConnection store, IReadOnlyList<string> applied, List<string> pending, CancellationToken cancellationToken)
    {
        if (applied is [.., var last]) Copy(last, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var size = ByteSize.Text(new FileInfo(data.Store).Length);
        using (new WaitNotice($"the upgrade of the store ({size}) by {pending.Count} migrations", time, logger))
            StoreMigration.Apply(store, pending);

        UpgradeCopies.Settle(data.Files, StoreVersion.Known[^1]);
    }

    private void Copy(string last, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (pending, file) = UpgradeCopies.Name(data.Files, last, now);
        var size = ByteSize.Text(new FileInfo(data.Store).Length);
        try
        {
            StoreFiles.CreateFolder(data.Files.Backups);
            using var notice = new WaitNotice($"the copy of the store ({size}) before its upgrade, {file}", time, logger);
            var copy = StoreBackup.Make(data.Files, pending, replace: true, now, cancellationToken);
            LogCopied(copy.ToString(), file);
        }
        catch (Exception failure) when (failure is BackupException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The store must be upgraded, but the copy that is made first failed. {failure.Message.TrimEnd('.')}. "
                + $"Free up space, make {data.Files.Backups} writable, and start again. The store was not changed.", failure);
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

    [LoggerMessage(
        LogLevel.Information,
        "Upgrading the store from an older version. A copy of it, with {Summary}, is kept in {File}"
    )]
    private partial void LogCopied(string summary, string file);
}
