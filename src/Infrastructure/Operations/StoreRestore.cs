using System.Globalization;
using ChatAi.Domain.Audit;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Puts a backup in the place of the store. All that can fail is done beside it; then one rename makes the change, so that a crash leaves
/// the old store or the new one. Keys are added to those that are there: they have names that are given once, and an old one does no harm.
/// </summary>
internal static class StoreRestore
{
    private const string Aside = ".before-restore-";
    private const string Fresh = ".restored";

    /// <param name="data">Held by the caller: no portal runs on it.</param>
    /// <param name="aside">Where the store went that was there before; null where there was none.</param>
    /// <exception cref="BackupException">It could not be restored; the store is as it was.</exception>
    public static BackupSummary From(string file, DataDirectory data, DateTimeOffset now, out string? aside)
    {
        var stamp = Stamp(data, now);
        var fresh = $"{data.Store}{Fresh}-{stamp}";
        try
        {
            StoreFiles.CreateFile(fresh).Dispose();
            var (summary, keys) = Unpack(file, fresh, now);
            StoreFiles.Flush(fresh);
            foreach (var (name, content) in keys) Add(data, name, content);
            UpgradeCopies.KeepAll(data.Files);
            aside = SetAside(data, data.Store + Aside + stamp, now);
            File.Move(fresh, data.Store, overwrite: true);
            return summary;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{file} cannot be restored to {data.Path}: {failure.Message.TrimEnd('.')}.", failure);
        }
        finally
        {
            DeleteUnfinished(data);
        }
    }

    /// <summary>Deletes what a restore has left that was killed. Nobody else has such files while the lock is held.</summary>
    /// <returns>Whether one had not come to its end.</returns>
    public static bool DeleteUnfinished(DataDirectory data)
    {
        foreach (var part in Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Aside}*{StoreBackup.Unfinished}*")) File.Delete(part);
        var unfinished = Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Fresh}*").Where(IsFresh).ToList();
        foreach (var fresh in unfinished)
        {
            // It is there, so it has not replaced the store, whose copy is then one too many.
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

    /// <returns>What nothing here is called by yet.</returns>
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
        string madeAt;
        using (var backup = BackupFile.Open(file))
        {
            madeAt = BackupFile.MadeAt(backup);
            backup.BackupDatabase(store);
        }

        var keys = BackupFile.Unmark(store);
        Note(store, $"backup of {madeAt}", now);
        return store.IsWhole() ? (BackupSummary.Of(store, file), keys) : throw BackupFile.IsDamaged(file);
    }

    // A store from before there was an audit log has no place for it.
    private static void Note(SqliteConnection store, string on, DateTimeOffset now)
    {
        if (!store.HasTable("AuditEntries")) return;
        var entry = AuditEntry.Of(now, null, OperatorTasks.Operator, "server.restore", on, null, AuditEntry.Done);
        store.Execute(
            """
            INSERT INTO "AuditEntries" ("At", "WhoName", "Act", "On", "From", "Outcome", "Times")
            VALUES (@at, @who, @act, @on, @from, @outcome, @times)
            """,
            ("@at", entry.At.UtcTicks), ("@who", entry.WhoName), ("@act", entry.Act), ("@on", entry.On), ("@from", entry.From),
            ("@outcome", entry.Outcome), ("@times", entry.Times));
    }

    private static void Add(DataDirectory data, string name, byte[] content)
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
            // As a backup, so that it can be restored in its turn.
            StoreBackup.Make(data.Files, aside, replace: false, now, CancellationToken.None);
            if (EndLog(data.Store)) return aside;
        }
        catch (Exception failure) when (failure is BackupException or SqliteException && !StoreErrors.IsBusy(failure))
        {
            // What was there cannot be read any more. All of it is kept as it is.
            File.Copy(data.Store, aside + StoreBackup.Unfinished, overwrite: true);
            StoreFiles.Flush(aside + StoreBackup.Unfinished);
            File.Move(aside + StoreBackup.Unfinished, aside);
            MoveCompanions(data, aside);
            return aside;
        }

        throw new BackupException($"Another program has the store {data.Store} open. End it and try again.");
    }

    // SQLite would take them for the new store's, and damage it.
    private static void MoveCompanions(DataDirectory data, string aside)
    {
        foreach (var companion in SqliteFile.Companions.Where(companion => File.Exists(data.Store + companion)))
            File.Move(data.Store + companion, aside + companion, overwrite: true);
    }

    /// <summary>Works the write-ahead log into the file: beside another store it would be taken for that one's.</summary>
    /// <returns>Whether it is gone.</returns>
    private static bool EndLog(string path)
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
