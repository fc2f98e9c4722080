using System.Globalization;
using ChatAi.Domain.Audit;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Replaces the store with a backup. Everything that can fail is done beside it; then one rename makes the change, so that a crash leaves
/// the old store or the new one. Keys are added: their names are unique, and an old one does no harm.
/// </summary>
internal static class StoreRestore
{
    private const string Aside = ".before-restore-";
    private const string Fresh = ".restored";

    /// <param name="data">The caller holds its lock, so no portal uses it.</param>
    /// <param name="aside">Where the previous store is kept; null if there was none.</param>
    /// <exception cref="BackupException">It could not be restored; the store is unchanged.</exception>
    public static BackupSummary From(string file, DataDirectory data, DateTimeOffset now, out string? aside)
    {
        var stamp = Stamp(data, now);
        var fresh = $"{data.Store}{Fresh}-{stamp}";
        try
        {
            StoreFiles.CreateFile(fresh).Dispose();
            var (summary, keys) = Unpack(file, fresh, now);
            StoreFiles.Flush(fresh);
            foreach (var (name, content) in keys) AddKey(data, name, content);
            UpgradeCopies.KeepAll(data.Files);
            aside = SetAside(data, data.Store + Aside + stamp, now);
            File.Move(fresh, data.Store, overwrite: true);
            return summary;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"Cannot restore {file} to {data.Path}: {failure.Message.TrimEnd('.')}.", failure);
        }
        finally
        {
            DeleteUnfinished(data);
        }
    }

    /// <summary>Deletes what a killed restore left. The caller holds the lock.</summary>
    /// <returns>Whether a restore was interrupted.</returns>
    public static bool DeleteUnfinished(DataDirectory data)
    {
        foreach (var part in Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Aside}*{StoreBackup.Unfinished}*")) File.Delete(part);
        var unfinished = Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Fresh}*").Where(IsFresh).ToList();
        foreach (var fresh in unfinished)
        {
            // It has not replaced the store, so the copy of the store is not needed.
            var aside = data.File(Path.GetFileName(fresh).Replace($"{Fresh}-", Aside, StringComparison.Ordinal));
            if (IsBackup(aside)) SqliteFile.Delete(aside);
            SqliteFile.Delete(fresh);
        }

        return unfinished.Count > 0;
    }

    private static bool IsFresh(string file) => !SqliteFile.Companions.Any(companion => file.EndsWith(companion, StringComparison.Ordinal));

    private static bool IsBackup(string file)
    {
        try
        {
            BackupFile.Open(file).Dispose();
            return true;
        }
        catch (BackupException)
        {
            return false;
        }
    }

    /// <returns>A stamp that no file has yet.</returns>
    private static string Stamp(DataDirectory data, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var stamp = time;
        for (var more = 2; File.Exists(data.Store + Aside + stamp) || File.Exists($"{data.Store}{Fresh}-{stamp}"); more++)
            stamp = $"{time}-{more}";
        return stamp;
    }

    private static (BackupSummary Summary, IReadOnlyList<(string Name, byte[] Content)> Keys) Unpack(
        string file,
        string fresh,
        DateTimeOffset now
    )
    {
        using var store = SqliteFile.Open(fresh, SqliteOpenMode.ReadWrite);
        string madeAt, program;
        using (var backup = BackupFile.Open(file))
        {
            madeAt = BackupFile.MadeAt(backup);
            program = BackupFile.Program(backup);
            backup.BackupDatabase(store);
        }

        var keys = BackupFile.Unmark(store);
        AddAuditEntry(store, Reason.Of("audit.backup", madeAt), now);
        return store.IsWhole() ? (BackupSummary.Of(store, file) with { Program = program }, keys) : throw BackupFile.Damaged(file);
    }

    // Old stores have no audit log.
    private static void AddAuditEntry(SqliteConnection store, Reason target, DateTimeOffset now)
    {
        if (!store.HasTable("AuditEntries")) return;
        var entry = AuditEntry.Of(now, null, OperatorTasks.Operator, "server.restore", target.ToString(), null, AuditEntry.Done);

        // An older store is upgraded at the next start; its columns still have their earlier names.
        var columns = store.Rows("SELECT name FROM pragma_table_info('AuditEntries')", row => row.GetString(0));
        var renamed = columns.Contains("Action")
            ? """ "Action", "Target", "IpAddress", "Count" """
            : """ "Act", "On", "From", "Times" """;
        store.Execute(
            $"""
            INSERT INTO "AuditEntries" ("At", "WhoName", "Outcome", {renamed})
            VALUES (@at, @who, @outcome, @action, @target, @address, @count)
            """,
            ("@at", entry.At.UtcTicks), ("@who", entry.WhoName), ("@outcome", entry.Outcome), ("@action", entry.Action),
            ("@target", entry.Target), ("@address", entry.IpAddress), ("@count", entry.Count));
    }

    private static void AddKey(DataDirectory data, string name, byte[] content)
    {
        var key = Path.Combine(data.Keys, name);
        if (File.Exists(key)) return;
        File.Delete($"{key}.new");
        using (var written = StoreFiles.CreateFile($"{key}.new"))
        {
            written.Write(content);
            written.Flush(flushToDisk: true);
        }

        File.Move($"{key}.new", key);
    }

    private static string? SetAside(DataDirectory data, string aside, DateTimeOffset now)
    {
        if (!File.Exists(data.Store))
        {
            MoveCompanions(data, aside);
            return null;
        }

        try
        {
            // As a backup, so that it can be restored, too.
            StoreBackup.Make(data.Files, aside, replace: false, now, CancellationToken.None);
            if (TryMergeLog(data.Store)) return aside;
        }
        catch (Exception failure) when (failure is BackupException or SqliteException && !StoreErrors.IsBusy(failure))
        {
            // The previous store cannot be read, so its files are kept as they are.
            File.Copy(data.Store, aside + StoreBackup.Unfinished, overwrite: true);
            StoreFiles.Flush(aside + StoreBackup.Unfinished);
            File.Move(aside + StoreBackup.Unfinished, aside);
            MoveCompanions(data, aside);
            return aside;
        }

        throw new BackupException($"Another program has the store {data.Store} open. Close it and try again.");
    }

    // SQLite would apply them to the new store, and damage it.
    private static void MoveCompanions(DataDirectory data, string aside)
    {
        foreach (var companion in SqliteFile.Companions.Where(companion => File.Exists(data.Store + companion)))
            File.Move(data.Store + companion, aside + companion, overwrite: true);
    }

    /// <summary>Merges the write-ahead log into the file: SQLite would apply it to the new store.</summary>
    /// <returns>False if another program has the store open.</returns>
    private static bool TryMergeLog(string path)
    {
        using var store = SqliteFile.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            return store.Text("PRAGMA journal_mode = DELETE") == "delete";
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SqliteErrors.Busy)
        {
            return false;
        }
    }
}
