using ChatAi.Application.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

[OptionsSection(Section)]
public sealed class BackupOptions
{
    public const string Section = "Backup";

    public static readonly TimeSpan MinInterval = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan MaxInterval = TimeSpan.FromDays(365);

    public const int MaxKept = 10_000;

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

/// <summary>An interval without colons is read as days.</summary>
internal sealed class BackupOptionsValidator : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        var errors = new List<string>();
        var isInRange = options.Interval >= BackupOptions.MinInterval && options.Interval <= BackupOptions.MaxInterval;
        if (options.Interval != TimeSpan.Zero && !isInRange)
        {
            errors.Add(
                $"{BackupOptions.Section}:{nameof(options.Interval)} is {options.Interval}; it must be between "
                + $"{BackupOptions.MinInterval} and {BackupOptions.MaxInterval}, written days.hours:minutes:seconds, or 0 for no backups.");
        }

        if (options.Keep is < 1 or > BackupOptions.MaxKept)
            errors.Add(
                $"{BackupOptions.Section}:{nameof(options.Keep)} is {options.Keep}; it must be between 1 and {BackupOptions.MaxKept}."
            );
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
