using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

internal static class PreviousStore
{
    /// <returns>Null if there was no store.</returns>
    /// <exception cref="BackupException">Another program has the store open.</exception>
    public static string? SetAside(DataDirectory data, string aside, DateTimeOffset now)
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
