using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Copies store and keys into one file while the portal runs: SQLite's backup reads a snapshot and blocks nobody. The file gets
/// its name once it is complete and on the disk.</summary>
internal static class StoreBackup
{
    /// <summary>The suffix of an incomplete copy.</summary>
    public const string Unfinished = ".part";

    // Other programs use .part, too.
    private const string UnfinishedBackup = $".chatai{Unfinished}";

    /// <exception cref="BackupException">It failed; an older file is unchanged.</exception>
    public static BackupSummary Make(StoreFiles files, string file, bool replace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!File.Exists(files.Store))
            throw new BackupException(
                $"There is nothing to back up: {files.Path} has no {StoreFiles.StoreName}. Set DATA_DIR to the portal's data directory."
            );

        file = Path.GetFullPath(file);
        BackupTarget.Check(file, replace);
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
            throw new BackupException($"Cannot make the backup {file}: {failure.Message.TrimEnd('.')}.", failure);
        }
        finally
        {
            SqliteFile.Delete(part);
        }
    }

    /// <summary>Deletes what a killed process left of this file, but not what another one is writing.</summary>
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

        // No write-ahead log, so that the file can be read from a read-only disk.
        copy.Execute("PRAGMA journal_mode = DELETE");
        BackupMark.Mark(copy, files, now);
        if (!copy.IsWhole())
            throw new BackupException($"The store {files.Store} is damaged, and so would be its backup. Restore an earlier backup.");
        return BackupSummary.Of(copy, file);
    }
}
