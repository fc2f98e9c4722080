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
    private const string Log = "-wal";

    /// <param name="data">Held by the caller: no portal runs on it.</param>
    /// <param name="aside">Where the store went that was there before; null where there was none.</param>
    /// <exception cref="BackupException">It could not be restored; the store is as it was.</exception>
    public static BackupSummary From(string file, DataDirectory data, DateTimeOffset now, out string? aside)
    {
        var fresh = data.Store + Fresh;
        try
        {
            ForgetUnfinished(data);
            StoreFiles.CreateFile(fresh).Dispose();
            var (summary, keys) = Unpack(file, fresh, now);
            StoreFiles.Flush(fresh);
            foreach (var (name, content) in keys) Add(data, name, content);
            aside = File.Exists(data.Store) ? SetAside(data, now) : null;
            File.Move(fresh, data.Store, overwrite: true);
            return summary;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{file} cannot be restored to {data.Path}: {failure.Message.TrimEnd('.')}.", failure);
        }
        finally
        {
            ForgetUnfinished(data);
        }
    }

    // What a restore has left that was killed. Nobody else has such files while the lock is held.
    private static void ForgetUnfinished(DataDirectory data)
    {
        foreach (var file in Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Fresh}*")) File.Delete(file);
        foreach (var file in Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Aside}*{StoreBackup.Unfinished}*")) File.Delete(file);
    }

    private static (BackupSummary Summary, IReadOnlyList<(string Name, byte[] Content)> Keys) Unpack(string file, string fresh, DateTimeOffset now)
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
            INSERT INTO "AuditEntries" ("At", "WhoName", "Act", "On", "From", "Outcome", "Times") VALUES (@at, @who, @act, @on, @from, @outcome, @times)
            """,
            ("@at", entry.At.UtcTicks), ("@who", entry.WhoName), ("@act", entry.Act), ("@on", entry.On), ("@from", entry.From),
            ("@outcome", entry.Outcome), ("@times", entry.Times));
    }

    private static void Add(DataDirectory data, string name, byte[] content)
    {
        // A file from elsewhere does not say where it is written to.
        if (Path.GetFileName(name) != name || !name.EndsWith(".xml", StringComparison.Ordinal) || File.Exists(Path.Combine(data.Keys, name))) return;
        var key = Path.Combine(data.Keys, name);
        Remove($"{key}.new");
        using (var written = StoreFiles.CreateFile($"{key}.new"))
        {
            written.Write(content);
            written.Flush(flushToDisk: true);
        }

        File.Move($"{key}.new", key);
    }

    private static string SetAside(DataDirectory data, DateTimeOffset now)
    {
        var name = $"{data.Store}{Aside}{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var aside = name;
        for (var more = 2; File.Exists(aside); more++) aside = $"{name}-{more}";
        try
        {
            // As a backup, so that it can be restored in its turn.
            StoreBackup.Make(data.Files, aside, replace: false, now);
            if (EndLog(data.Store)) return aside;
        }
        catch (Exception failure) when (failure is BackupException or SqliteException)
        {
            // What was there cannot be read any more. All of it is kept as it is, and the log must not be read into another store.
            File.Copy(data.Store, aside);
            StoreFiles.Flush(aside);
            if (File.Exists(data.Store + Log)) File.Copy(data.Store + Log, aside + Log);
            Remove(data.Store + Log);
            Remove(data.Store + "-shm");
            return aside;
        }

        throw new BackupException($"Another program has the store {data.Store} open. End it and try again.");
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

    private static void Remove(string path)
    {
        if (File.Exists(path)) File.Delete(path);
    }
}
