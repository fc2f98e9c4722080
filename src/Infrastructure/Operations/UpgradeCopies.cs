using System.Globalization;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Copies of the store as it was before an upgrade. They are called by the last migration that they have gone through, and stay until the
/// operator deletes them. While the upgrade is not complete the store itself is still as it was, and its copy is only pending: otherwise
/// each start of an upgrade that fails would leave a copy.
/// </summary>
internal static class UpgradeCopies
{
    private const string Prefix = "before-upgrade-";
    private const string From = "-from-";
    private const string Suffix = ".db";
    private const string Pending = ".pending";

    /// <returns>Where the copy of a store goes, and where it stays once the upgrade is complete.</returns>
    public static (string Pending, string File) Name(StoreFiles files, string last, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var file = Path.Combine(files.Backups, $"{Prefix}{stamp}{From}{last}{Suffix}");
        return (file + Pending, file);
    }

    /// <summary>Keeps the copy whose upgrade is complete; deletes what an interrupted upgrade has left.</summary>
    /// <param name="last">The last migration that the store has gone through; null for a new store, to which no copy belongs.</param>
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
