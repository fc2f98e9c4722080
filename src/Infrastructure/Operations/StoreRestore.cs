using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Replaces the store with a backup. Everything that can fail is done beside it; then one rename makes the change, so that a crash
/// leaves the old store or the new one. Keys are added: their names are unique, and an old one does no harm.</summary>
internal static class StoreRestore
{
    private const string Aside = ".before-restore-";
    private const string Fresh = ".restored";

    /// <param name="data">The caller holds its lock, so no portal uses it.</param>
    /// <param name="aside">Where the previous store is kept; null if there was none.</param>
    /// <exception cref="BackupException">It could not be restored; the store is unchanged.</exception>
    public static BackupSummary From(string file, DataDirectory data, DateTimeOffset now, out string? aside)
    {
        var stamp = Stamp(data, now);
        var fresh = $"{data.Store}{Fresh}-{stamp}";
        try
        {
            StoreFiles.CreateFile(fresh).Dispose();
            var (summary, keys) = UnpackedBackup.ToStore(file, fresh, now);
            StoreFiles.Flush(fresh);
            foreach (var (name, content) in keys) UnpackedBackup.AddKey(data, name, content);
            UpgradeCopies.KeepAll(data.Files);
            aside = PreviousStore.SetAside(data, data.Store + Aside + stamp, now);
            File.Move(fresh, data.Store, overwrite: true);
            return summary;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"Cannot restore {file} to {data.Path}: {failure.Message.TrimEnd('.')}.", failure);
        }
        finally
        {
            DeleteUnfinished(data);
        }
    }

    /// <summary>Deletes what a killed restore left. The caller holds the lock.</summary>
    /// <returns>Whether a restore was interrupted.</returns>
    public static bool DeleteUnfinished(DataDirectory data)
    {
        foreach (var part in Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Aside}*{StoreBackup.Unfinished}*")) File.Delete(part);
        var unfinished = Directory.GetFiles(data.Path, $"{StoreFiles.StoreName}{Fresh}*").Where(IsFresh).ToList();
        foreach (var fresh in unfinished)
        {
            // It has not replaced the store, so the copy of the store is not needed.
            var aside = data.File(Path.GetFileName(fresh).Replace($"{Fresh}-", Aside, StringComparison.Ordinal));
            if (IsBackup(aside)) SqliteFile.Delete(aside);
            SqliteFile.Delete(fresh);
        }

        return unfinished.Count > 0;
    }

    private static bool IsFresh(string file) => !SqliteFile.Companions.Any(companion => file.EndsWith(companion, StringComparison.Ordinal));

    private static bool IsBackup(string file)
    {
        try
        {
            BackupFile.Open(file).Dispose();
            return true;
        }
        catch (BackupException)
        {
            return false;
        }
    }

    /// <returns>A stamp that no file has yet.</returns>
    private static string Stamp(DataDirectory data, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var stamp = time;
        for (var more = 2; File.Exists(data.Store + Aside + stamp) || File.Exists($"{data.Store}{Fresh}-{stamp}"); more++)
            stamp = $"{time}-{more}";
        return stamp;
    }
}
