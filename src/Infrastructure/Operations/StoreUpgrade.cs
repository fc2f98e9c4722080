using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Before a store is brought to this version: refuses one that a newer version has written, and copies one that an older version has.
/// Copies are called by the last migration that they have gone through, and stay until the operator deletes them.
/// </summary>
internal sealed partial class StoreUpgrade(StoreFiles files, TimeProvider time, ILogger logger)
{
    /// <exception cref="StartupException">It is newer, cannot be read, or cannot be copied. Nothing was written to it.</exception>
    public void Prepare()
    {
        if (new FileInfo(files.Store) is not { Exists: true, Length: > 0 }) return;
        var applied = Applied();
        if (StoreVersion.Newer(applied) is { } unknown)
        {
            throw new StartupException(
                $"The store {files.Store} was written by a newer version of Chat AI (it has {unknown}, which this version does not know). "
                + "Start that version or a newer one, or restore a backup that this version can read: chatai restore FILE. The store is as it was.");
        }

        if (applied.Count > 0 && applied.Count < StoreVersion.Known.Count) Copy(applied[^1]);
    }

    private IReadOnlyList<string> Applied()
    {
        try
        {
            using var store = SqliteFile.Open(files.Store, SqliteOpenMode.ReadOnly);
            return StoreVersion.Applied(store);
        }
        catch (SqliteException failure)
        {
            throw new StartupException(
                $"The store {files.Store} cannot be read ({failure.Message.TrimEnd('.')}). If it is damaged, restore a backup: chatai restore FILE.", failure);
        }
    }

    private void Copy(string last)
    {
        var now = time.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"before-upgrade-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-from-{last}.db");
        try
        {
            StoreFiles.CreateFolder(files.Backups);
            var copy = StoreBackup.Make(files, Path.Combine(files.Backups, name), replace: true, now);
            LogCopied(copy.ToString(), copy.File);
        }
        catch (Exception failure) when (failure is BackupException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The store is of an older version, and it is not brought to this one without a copy of it as it is. {failure.Message.TrimEnd('.')}. "
                + $"Make room and {files.Backups} writable, and start again. The store is as it was.", failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "The store is of an older version. It is brought to this one; as it was, with {Summary}, it is kept in {File}")]
    private partial void LogCopied(string summary, string file);
}
