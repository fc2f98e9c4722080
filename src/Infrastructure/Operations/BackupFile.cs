using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Opens a backup, and checks that it is one and does no harm.</summary>
internal static class BackupFile
{
    /// <exception cref="BackupException">Not a backup, unreadable, damaged, from a newer version, or with unexpected content.</exception>
    public static SqliteConnection Open(string path)
    {
        if (!File.Exists(path)) throw new BackupException($"{path} does not exist or is not visible to {LinuxFile.ThisUser}.");
        SqliteConnection? backup = null;
        try
        {
            OperatorFile.Open(path, long.MaxValue).Dispose();
            backup = SqliteFile.Open(path, SqliteOpenMode.ReadOnly);
            if (!BackupMark.IsOn(backup)) throw NotABackup(path);
            if (!backup.IsWhole()) throw Damaged(path);
            if (BackupMark.IsNewer(backup) || StoreVersion.Newer(StoreVersion.Applied(backup)) is not null)
            {
                throw new BackupException(
                    $"{path} was made by a newer version of Chat AI ({BackupMark.Program(backup)}). "
                    + "Restore it with that version or a newer one.");
            }

            CheckContent(backup, path);
            return backup;
        }
        catch (Exception failure)
        {
            backup?.Dispose();
            throw failure switch
            {
                BackupException => failure,
                UnauthorizedAccessException => NotReadable(path, failure),
                // Also for a copy of the store itself, which has a log.
                SqliteException { SqliteErrorCode: SqliteErrors.CannotOpen or SqliteErrors.NotADatabase } => NotABackup(path),
                SqliteException { SqliteErrorCode: SqliteErrors.Corrupt } => Damaged(path),
                _ => new BackupException($"Cannot read {path}: {failure.Message.TrimEnd('.')}.", failure),
            };
        }
    }

    private static void CheckContent(SqliteConnection backup, string path)
    {
        if (!BackupMark.HasTime(backup)) throw NotABackup(path);
        if (StoreSchema.FirstDifference(backup) is { } difference)
        {
            throw new BackupException(
                $"{path} was not restored: its {difference} does not come from Chat AI and could change stored data. "
                + "Use another backup.");
        }

        if (!BackupMark.HasOnlyKeys(backup))
            throw new BackupException($"{path} was not restored: its keys do not come from Chat AI. Use another backup.");
    }

    private static BackupException NotReadable(string path, Exception failure) => new(
        $"{path} cannot be read by {LinuxFile.ThisUser}{(LinuxFile.OwnerOf(path) is { } owner ? $": it belongs to uid {owner}" : "")}. "
        + "Change its owner with chown and try again.", failure);

    public static BackupException Damaged(string path) => new($"{path} is damaged and cannot be restored. Use another backup.");

    private static BackupException NotABackup(string path) =>
        new($"{path} is not a backup of Chat AI. Use a file that \"chatai backup\" or the portal has made.");
}
