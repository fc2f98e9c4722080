using System.Globalization;
using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>A backup is the store with two more tables: one marks it as a backup, one has the data protection keys.</summary>
internal static partial class BackupMark
{
    /// <summary>Increased when older programs could not restore the file.</summary>
    private const int Format = 1;

    private const int MaxKeys = 1_000;
    private const int MaxKeyBytes = 100_000;
    private const int MaxVersionLength = 40;
    private const string TimeFormat = "u";
    private const string About = "ChatAiBackup";
    private const string Keys = "ChatAiBackupKeys";

    public static void Mark(SqliteConnection copy, StoreFiles files, DateTimeOffset now)
    {
        copy.Execute($"CREATE TABLE \"{About}\" (\"Format\" INTEGER NOT NULL, \"MadeAt\" TEXT NOT NULL, \"Program\" TEXT NOT NULL)");
        copy.Execute($"CREATE TABLE \"{Keys}\" (\"Name\" TEXT PRIMARY KEY, \"Content\" BLOB NOT NULL)");
        copy.Execute(
            $"INSERT INTO \"{About}\" VALUES (@format, @at, @program)",
            ("@format", Format), ("@at", now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
            ("@program", PortalVersion.Number));
        if (!Directory.Exists(files.Keys)) return;
        foreach (var key in Directory.GetFiles(files.Keys).Where(key => IsKeyName(Path.GetFileName(key))))
            copy.Execute($"INSERT INTO \"{Keys}\" VALUES (@name, @content)", ("@name", Path.GetFileName(key)), ("@content", ReadKey(key)));
    }

    /// <summary>Turns a copy of a backup back into a store, and returns its keys.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Unmark(SqliteConnection copy)
    {
        var keys = copy.Rows($"SELECT \"Name\", \"Content\" FROM \"{Keys}\"", row => (row.GetString(0), row.GetFieldValue<byte[]>(1)));
        copy.Execute($"DROP TABLE \"{Keys}\"");
        copy.Execute($"DROP TABLE \"{About}\"");
        return keys;
    }

    public static bool IsOn(SqliteConnection store) => store.HasTable(About) && store.HasTable(Keys);

    public static bool IsNewer(SqliteConnection backup) =>
        int.Parse(backup.Text($"SELECT \"Format\" FROM \"{About}\""), CultureInfo.InvariantCulture) > Format;

    /// <returns>When it was made, as stored: <c>2026-11-26 07:00:18Z</c>.</returns>
    public static string MadeAt(SqliteConnection backup) => backup.Text($"SELECT \"MadeAt\" FROM \"{About}\"");

    /// <returns>The version of Chat AI that made it, as stored: <c>0.1.0</c>.</returns>
    public static string Program(SqliteConnection backup) =>
        OneLine.Of(backup.Text($"SELECT CAST(\"Program\" AS TEXT) FROM \"{About}\""), MaxVersionLength);

    public static bool HasTime(SqliteConnection backup) =>
        DateTime.TryParseExact(MadeAt(backup), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    public static bool HasOnlyKeys(SqliteConnection backup)
    {
        var keys = backup.Rows(
            $"SELECT typeof(\"Name\"), \"Name\", typeof(\"Content\"), length(\"Content\") FROM \"{Keys}\" LIMIT {MaxKeys + 1}",
            row => row.GetString(0) == "text" && IsKeyName(row.GetString(1))
                && row.GetString(2) == "blob" && row.GetInt64(3) <= MaxKeyBytes);
        return keys.Count <= MaxKeys && !keys.Contains(false);
    }

    /// <summary>Whether data protection may have created it; safe as a file name.</summary>
    private static bool IsKeyName(string name) => KeyName().IsMatch(name);

    private static byte[] ReadKey(string path)
    {
        using var file = OperatorFile.Open(path, MaxKeyBytes);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.xml\z")]
    private static partial Regex KeyName();
}
