using ChatAi.Application.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

/// <summary>What the portal backs up by itself, while it runs.</summary>
[OptionsSection(Section)]
public sealed class BackupOptions
{
    public const string Section = "Backup";

    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public const int MostKept = 10_000;

    [Option(
        "time between backups, from a minute to 365 days: `1.00:00:00` is a day",
        Default = "`0`, none"
    )]
    public TimeSpan Interval { get; set; }

    [Option("how many scheduled backups are kept; the oldest is deleted after a new one is made")]
    public int Keep { get; set; } = 7;

    [Option("the backup directory; must not be shared with another portal", Default = "`DATA_DIR/backups`")]
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
            errors.Add(
                $"{BackupOptions.Section}:{nameof(options.Interval)} is {options.Interval}; it lies between {BackupOptions.Shortest} and "
                    + $"{BackupOptions.Longest}, written days.hours:minutes:seconds, or is 0 for no backups."
            );
        }

        if (options.Keep is < 1 or > BackupOptions.MostKept)
            errors.Add(
                $"{BackupOptions.Section}:{nameof(options.Keep)} is {options.Keep}; it lies between 1 and {BackupOptions.MostKept}."
            );
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
