using System.Diagnostics;
using ChatAi.Application.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Before anything uses the store: clears what a killed process has left, refuses a store that a newer version has written, and brings one
/// of an older version to this one, which it copies before. Whenever it is killed or cancelled, it can be run again.
/// </summary>
internal sealed partial class StorePreparation(DataDirectory data, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan MaxBusy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BusyDelay = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StartupException">The store is newer, cannot be read, copied or migrated, or is locked. It is as it
    /// was.</exception>
    /// <exception cref="OperationCanceledException">The store is as it was.</exception>
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
            throw IsLocked(failure);
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

    /// <summary>Opens it once nobody else has it locked.</summary>
    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var notice = new WaitNotice($"another program to release the store {data.Store}, which it has locked", time, logger);
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
                if (failure.SqliteErrorCode is not (SqliteErrors.Busy or SqliteErrors.Locked)) throw CannotBeRead(failure);
                if (clock.Elapsed > MaxBusy) throw IsLocked(failure);
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
                        + "is as it was."
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
            throw CannotBeRead(failure);
        }
    }

    private void Upgrade(SqliteConnection store, IReadOnlyList<string> applied, List<string> pending, CancellationToken cancellationToken)
    {
        if (applied is [.., var last]) Copy(last, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var size = ByteSize.Text(new FileInfo(data.Store).Length);
        using (new WaitNotice($"the upgrade of the store ({size}), which {pending.Count} migrations bring to this version", time, logger))
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
            using var notice = new WaitNotice($"the copy of the store ({size}) that is made before an upgrade, {file}", time, logger);
            var copy = StoreBackup.Make(data.Files, pending, replace: true, now, cancellationToken);
            LogCopied(copy.ToString(), file);
        }
        catch (Exception failure) when (failure is BackupException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The store is of an older version, and it is not brought to this one without a copy of it as it is. "
                    + $"{failure.Message.TrimEnd('.')}. "
                + $"Make room and {data.Files.Backups} writable, and start again. The store is as it was.", failure);
        }
    }

    private StartupException CannotBeRead(SqliteException failure) =>
        new(
            $"The store {data.Store} cannot be read ({failure.Message.TrimEnd('.')}). If it is damaged, restore a backup: chatai restore "
                + "FILE.",
            failure
        );

    private StartupException IsLocked(SqliteException failure) => new(
        $"Another program keeps the store {data.Store} locked. Close that program and start again. The store is as it was.", failure);

    [LoggerMessage(
        LogLevel.Warning,
        "A restore was interrupted before it replaced the store, which is as it was. Run the restore again if you still want it"
    )]
    private partial void LogRestoreInterrupted();

    [LoggerMessage(LogLevel.Information, "Removed the lock that an interrupted migration had left in the store")]
    private partial void LogStaleLock();

    [LoggerMessage(
        LogLevel.Information,
        "The store is of an older version. It is brought to this one; as it was, with {Summary}, it is kept in {File}"
    )]
    private partial void LogCopied(string summary, string file);
}
