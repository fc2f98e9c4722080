using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Section <c>Backup</c> of the configuration: what the portal backs up by itself, while it runs.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public const int MostKept = 10_000;

    /// <summary>How long after a backup the next one is made, written <c>days.hours:minutes:seconds</c>; 0 makes none.</summary>
    public TimeSpan Interval { get; set; }

    /// <summary>How many of these backups are kept; older ones are deleted once a new one is made.</summary>
    public int Keep { get; set; } = 7;

    /// <summary>Where they are made, for this portal alone; empty for <c>backups</c> in the data directory.</summary>
    public string Directory { get; set; } = "";
}

/// <summary>Names the key of every wrong value. An interval without colons is read as days.</summary>
internal sealed class BackupOptionsValidator : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        var errors = new List<string>();
        if (options.Interval != TimeSpan.Zero && (options.Interval < BackupOptions.Shortest || options.Interval > BackupOptions.Longest))
        {
            errors.Add($"{BackupOptions.Section}:{nameof(options.Interval)} is {options.Interval}; it lies between {BackupOptions.Shortest} and "
                + $"{BackupOptions.Longest}, written days.hours:minutes:seconds, or is 0 for no backups.");
        }

        if (options.Keep is < 1 or > BackupOptions.MostKept)
            errors.Add($"{BackupOptions.Section}:{nameof(options.Keep)} is {options.Keep}; it lies between 1 and {BackupOptions.MostKept}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
