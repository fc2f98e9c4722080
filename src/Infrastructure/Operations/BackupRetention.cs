using System.Globalization;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The portal's own backups, recognized by their names: <c>chatai-20261126T070018Z.db</c>.</summary>
internal sealed class BackupRetention(string folder)
{
    public const string Pattern = $"{Prefix}*{Suffix}";

    private const string Prefix = "chatai-";
    private const string Suffix = ".db";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    public string NameAt(DateTimeOffset time) =>
        Path.Combine(folder, $"{Prefix}{time.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}{Suffix}");

    /// <returns>Null without backups. Dates in the future come from a wrong clock and are ignored.</returns>
    public DateTimeOffset? Last(DateTimeOffset now) => All().Select(backup => (DateTimeOffset?)backup.MadeAt).Where(at => at <= now).Max();

    public void Prune(int keep)
    {
        foreach (var (file, _) in All().OrderByDescending(backup => backup.MadeAt).Skip(keep).ToList()) File.Delete(file);
    }

    /// <summary>Deletes what a crash left of a backup, before it takes the space of the next one.</summary>
    public void DeleteUnfinished()
    {
        foreach (var file in Directory.GetFiles(folder, $"{Prefix}*{StoreBackup.Unfinished}*"))
        {
            // chatai-20261126T070018Z.db.RANDOM.part, or a companion of it.
            var name = Path.GetFileName(file);
            var whole = name[..(name.IndexOf(Suffix, StringComparison.Ordinal) + Suffix.Length)];
            if (TimeOf(whole) is not null) File.Delete(file);
        }
    }

    private IEnumerable<(string File, DateTimeOffset MadeAt)> All()
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, Pattern))
        {
            if (TimeOf(Path.GetFileName(file)) is { } time) yield return (file, time);
        }
    }

    private static DateTimeOffset? TimeOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(
            name[Prefix.Length..^Suffix.Length], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
