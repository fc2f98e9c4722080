using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Copies store and keys into one file while the portal goes on: SQLite's backup reads one moment of the store, and keeps neither its
/// readers nor its writers waiting. The file appears under its name once it is whole and on the disk.
/// </summary>
internal static class StoreBackup
{
    /// <summary>What a copy is called until it is whole.</summary>
    public const string Unfinished = ".part";

    /// <param name="file">Its folder must be there.</param>
    /// <exception cref="BackupException">It could not be made; there is no new file, and an older one is as it was.</exception>
    public static BackupSummary Make(StoreFiles files, string file, bool replace, DateTimeOffset now)
    {
        if (!File.Exists(files.Store))
            throw new BackupException($"There is nothing to back up: {files.Path} has no {StoreFiles.StoreName}. Set DATA_DIR to the portal's data directory.");

        file = Path.GetFullPath(file);
        Check(file, replace);
        var part = $"{file}.{Path.GetRandomFileName()}{Unfinished}";
        try
        {
            StoreFiles.CreateFile(part).Dispose();
            var summary = Copy(files, part, file, now);
            StoreFiles.Flush(part);
            File.Move(part, file, overwrite: replace);
            return summary;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup {file} cannot be made: {failure.Message.TrimEnd('.')}.", failure);
        }
        finally
        {
            foreach (var left in new[] { part, $"{part}-journal", $"{part}-wal", $"{part}-shm" }.Where(File.Exists)) File.Delete(left);
        }
    }

    private static BackupSummary Copy(StoreFiles files, string part, string file, DateTimeOffset now)
    {
        using var copy = SqliteFile.Open(part, SqliteOpenMode.ReadWrite);
        using (var store = SqliteFile.Open(files.Store, SqliteOpenMode.ReadOnly)) store.BackupDatabase(copy);

        // One file that can be read from a disk that cannot be written.
        copy.Execute("PRAGMA journal_mode = DELETE");
        BackupFile.Mark(copy, files, now);
        if (!copy.IsWhole()) throw new BackupException($"The store {files.Store} is damaged, and so would be its backup. Restore an earlier backup.");
        return BackupSummary.Of(copy, file);
    }

    private static void Check(string file, bool replace)
    {
        var folder = Path.GetDirectoryName(file);
        if (Directory.Exists(file) || folder is null) throw new BackupException($"{file} is a directory. Name a file in it.");
        if (!Directory.Exists(folder)) throw new BackupException($"The directory {folder} does not exist.");

        var besidePortal = File.Exists(Path.Combine(folder, DataDirectory.LockName));
        if (besidePortal && IsPortals(Path.GetFileName(file)))
            throw new BackupException($"{file} belongs to a portal itself. Choose another name for the backup.");
        if (File.Exists(file) && !replace) throw new BackupException($"{file} exists already. Choose another name, or replace it with --force.");
    }

    private static bool IsPortals(string name) =>
        name is DataDirectory.LockName or StoreFiles.StoreName or $"{StoreFiles.StoreName}-wal" or $"{StoreFiles.StoreName}-shm";
}
