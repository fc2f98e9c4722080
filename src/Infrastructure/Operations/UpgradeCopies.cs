using System.Globalization;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Copies of the store from before an upgrade, named by its last migration and kept until the operator deletes them. Until the
/// upgrade is complete its copy is only pending: otherwise each failed start would leave one.</summary>
internal static class UpgradeCopies
{
    private const string Prefix = "before-upgrade-";
    private const string From = "-from-";
    private const string Suffix = ".db";
    private const string Pending = ".pending";

    /// <returns>The file during the upgrade, and after it.</returns>
    public static (string Pending, string File) Name(StoreFiles files, string last, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var file = Path.Combine(files.Backups, $"{Prefix}{stamp}{From}{last}{Suffix}");
        return (file + Pending, file);
    }

    /// <summary>Keeps the copy of a completed upgrade, and deletes those of interrupted ones.</summary>
    /// <param name="last">The store's last migration; null for a new store, which has no copies.</param>
    public static void Settle(StoreFiles files, string? last)
    {
        foreach (var pending in AllPending(files))
        {
            if (last is null || string.CompareOrdinal(MigrationOf(pending), last) < 0) Keep(pending);
            else SqliteFile.Delete(pending);
        }

        if (!Directory.Exists(files.Backups)) return;
        foreach (var part in Directory.GetFiles(files.Backups, $"{Prefix}*{StoreBackup.Unfinished}*")) File.Delete(part);
    }

    /// <summary>Keeps them all, for a store that is about to be replaced.</summary>
    public static void KeepAll(StoreFiles files)
    {
        foreach (var pending in AllPending(files)) Keep(pending);
    }

    private static string[] AllPending(StoreFiles files) =>
        Directory.Exists(files.Backups) ? Directory.GetFiles(files.Backups, $"{Prefix}*{From}*{Suffix}{Pending}") : [];

    private static void Keep(string pending) => File.Move(pending, pending[..^Pending.Length], overwrite: true);

    private static string MigrationOf(string pending)
    {
        var name = Path.GetFileName(pending);
        return name[(name.IndexOf(From, StringComparison.Ordinal) + From.Length)..^(Suffix.Length + Pending.Length)];
    }
}
