using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Copies store and keys into one file while the portal goes on: SQLite's backup reads one moment of the store, and keeps neither its
/// readers nor its writers waiting. The file appears under its name once it is whole and on the disk.
/// </summary>
internal static class StoreBackup
{
    /// <summary>How a copy's name ends until it is whole.</summary>
    public const string Unfinished = ".part";

    // Other programs call their files so as well.
    private const string UnfinishedBackup = $".chatai{Unfinished}";

    /// <param name="file">Its folder must be there.</param>
    /// <exception cref="BackupException">It could not be made; there is no new file, and an older one is as it was.</exception>
    /// <exception cref="OperationCanceledException">So is it then.</exception>
    public static BackupSummary Make(StoreFiles files, string file, bool replace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!File.Exists(files.Store))
            throw new BackupException(
                $"There is nothing to back up: {files.Path} has no {StoreFiles.StoreName}. Set DATA_DIR to the portal's data directory."
            );

        file = Path.GetFullPath(file);
        Check(file, replace);
        var part = $"{file}.{Path.GetRandomFileName()}{UnfinishedBackup}";
        try
        {
            DeleteUnfinished(file);
            StoreFiles.CreateFile(part).Dispose();
            var summary = Copy(files, part, file, now, cancellationToken);
            StoreFiles.Flush(part);
            File.Move(part, file, overwrite: replace);
            return summary;
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == SqliteErrors.Interrupted)
        {
            throw new OperationCanceledException(interrupted.Message, interrupted, cancellationToken);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup {file} cannot be made: {failure.Message.TrimEnd('.')}.", failure);
        }
        finally
        {
            SqliteFile.Delete(part);
        }
    }

    /// <summary>Deletes what a process that was killed has left of this file, but not what another one is writing.</summary>
    private static void DeleteUnfinished(string file)
    {
        foreach (var part in Directory.GetFiles(Path.GetDirectoryName(file)!, $"*{UnfinishedBackup}"))
        {
            if (part.StartsWith($"{file}.", StringComparison.Ordinal) && SqliteFile.IsFree(part)) SqliteFile.Delete(part);
        }
    }

    private static BackupSummary Copy(StoreFiles files, string part, string file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var copy = SqliteFile.Open(part, SqliteOpenMode.ReadWrite);
        copy.InterruptBy(cancellationToken);
        copy.Execute("PRAGMA locking_mode = EXCLUSIVE");
        using (var store = SqliteFile.OpenForReading(files.Store)) store.CopyTo(copy, cancellationToken);

        // One file that can be read from a disk that cannot be written.
        copy.Execute("PRAGMA journal_mode = DELETE");
        BackupFile.Mark(copy, files, now);
        if (!copy.IsWhole())
            throw new BackupException($"The store {files.Store} is damaged, and so would be its backup. Restore an earlier backup.");
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
        if (File.Exists(file) && !replace)
            throw new BackupException($"{file} exists already. Choose another name, or replace it with --force.");
    }

    private static bool IsPortals(string name) =>
        name is DataDirectory.LockName or StoreFiles.StoreName
        || SqliteFile.Companions.Any(companion => name == StoreFiles.StoreName + companion);
}
