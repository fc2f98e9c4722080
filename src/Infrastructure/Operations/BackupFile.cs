using System.Globalization;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// A backup is a SQLite file: the store, with two tables more. One tells that it is a backup and when it was made, the other has the keys
/// that cookies and forms are sealed with.
/// </summary>
internal static class BackupFile
{
    /// <summary>Grows when an older program could not restore what a newer one writes.</summary>
    private const int Format = 1;

    private const string About = "ChatAiBackup";
    private const string Keys = "ChatAiBackupKeys";

    public static void Mark(SqliteConnection copy, StoreFiles files, DateTimeOffset now)
    {
        copy.Execute($"CREATE TABLE \"{About}\" (\"Format\" INTEGER NOT NULL, \"MadeAt\" TEXT NOT NULL, \"Program\" TEXT NOT NULL)");
        copy.Execute($"CREATE TABLE \"{Keys}\" (\"Name\" TEXT PRIMARY KEY, \"Content\" BLOB NOT NULL)");
        copy.Execute(
            $"INSERT INTO \"{About}\" VALUES (@format, @at, @program)",
            ("@format", Format), ("@at", now.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)),
            ("@program", typeof(BackupFile).Assembly.GetName().Version?.ToString(3)));
        if (!Directory.Exists(files.Keys)) return;
        foreach (var key in Directory.EnumerateFiles(files.Keys, "*.xml"))
            copy.Execute($"INSERT INTO \"{Keys}\" VALUES (@name, @content)", ("@name", Path.GetFileName(key)), ("@content", File.ReadAllBytes(key)));
    }

    /// <summary>Makes of a copy of a backup a store again.</summary>
    /// <returns>The keys that were in it.</returns>
    public static IReadOnlyList<(string Name, byte[] Content)> Unmark(SqliteConnection copy)
    {
        var keys = copy.Rows($"SELECT \"Name\", \"Content\" FROM \"{Keys}\"", row => (row.GetString(0), row.GetFieldValue<byte[]>(1)));
        copy.Execute($"DROP TABLE \"{Keys}\"");
        copy.Execute($"DROP TABLE \"{About}\"");
        return keys;
    }

    /// <exception cref="BackupException">It is none, is damaged, or of a newer version.</exception>
    public static SqliteConnection Open(string path)
    {
        if (!File.Exists(path)) throw new BackupException($"There is no file {path}.");
        SqliteConnection? backup = null;
        try
        {
            backup = SqliteFile.Open(path, SqliteOpenMode.ReadOnly);
            if (!backup.HasTable(About) || !backup.HasTable(Keys)) throw IsNone(path);
            if (!backup.IsWhole()) throw IsDamaged(path);
            if (int.Parse(backup.Text($"SELECT \"Format\" FROM \"{About}\""), CultureInfo.InvariantCulture) > Format
                || StoreVersion.Newer(StoreVersion.Applied(backup)) is not null)
            {
                throw new BackupException($"{path} was made by a newer version of Chat AI. Restore it with that version or a newer one.");
            }

            return backup;
        }
        catch (Exception failure)
        {
            backup?.Dispose();
            throw failure switch
            {
                BackupException => failure,
                SqliteException { SqliteErrorCode: SqliteErrors.NotADatabase } => IsNone(path),
                SqliteException { SqliteErrorCode: SqliteErrors.Corrupt } => IsDamaged(path),
                _ => new BackupException($"{path} cannot be read: {failure.Message.TrimEnd('.')}.", failure),
            };
        }
    }

    /// <returns>When it was made, as it stands there: <c>2026-11-26 07:00:18Z</c>.</returns>
    public static string MadeAt(SqliteConnection backup) => backup.Text($"SELECT \"MadeAt\" FROM \"{About}\"");

    public static BackupException IsDamaged(string path) => new($"{path} is damaged and cannot be restored. Take another backup.");

    private static BackupException IsNone(string path) =>
        new($"{path} is not a backup of Chat AI. Take a file that \"chatai backup\" or the portal itself has made.");
}
