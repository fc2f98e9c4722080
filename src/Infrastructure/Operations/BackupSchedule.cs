using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Makes a backup whenever the newest file is old enough, so a restart neither skips nor repeats one.</summary>
internal sealed partial class BackupSchedule(
    DataDirectory data, IOptions<BackupOptions> options, TimeProvider time, LoopSupervisor supervisor, ILogger<BackupSchedule> logger)
    : SupervisedService(supervisor)
{
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromHours(1);

    // A timer cannot be set for longer than 49 days.
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(1);

    private readonly string _folder = options.Value.Directory is { Length: > 0 } given ? Path.GetFullPath(given) : data.Files.Backups;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Interval == TimeSpan.Zero) await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
        var backups = new BackupRetention(_folder);
        for (var retryDelay = MinRetryDelay; !stoppingToken.IsCancellationRequested;)
        {
            var wait = Due(backups) - time.GetUtcNow();
            if (wait <= TimeSpan.Zero)
            {
                var isMade = await Task.Run(() => Make(backups, retryDelay, stoppingToken), CancellationToken.None);
                wait = isMade ? TimeSpan.Zero : retryDelay;
                retryDelay = isMade ? MinRetryDelay : retryDelay < MaxRetryDelay / 2 ? retryDelay * 2 : MaxRetryDelay;
            }

            if (wait > MaxTimer) wait = MaxTimer;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private DateTimeOffset Due(BackupRetention backups)
    {
        try
        {
            return backups.Last(time.GetUtcNow()) is { } last ? last + options.Value.Interval : DateTimeOffset.MinValue;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Making a backup will fail for the same reason, and log it.
            return DateTimeOffset.MinValue;
        }
    }

    private bool Make(BackupRetention backups, TimeSpan retryDelay, CancellationToken stoppingToken)
    {
        try
        {
            StoreFiles.CreateFolder(_folder);
            foreach (var sentence in PrivateFiles.Protect(_folder, BackupRetention.Pattern)) LogMode(sentence);
            backups.DeleteUnfinished();
            var now = time.GetUtcNow();
            var made = StoreBackup.Make(data.Files, backups.NameAt(now), replace: true, now, stoppingToken);
            LogMade(made.ToString(), made.File);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (failure is BackupException or IOException or UnauthorizedAccessException)
        {
            LogNotMade(failure, retryDelay);
            return false;
        }

        try
        {
            backups.Prune(options.Value.Keep);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotPruned(failure, _folder);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Information, "Backed up {Summary} to {File}")]
    private partial void LogMade(string summary, string file);

    [LoggerMessage(LogLevel.Error, "The scheduled backup failed; retrying in {Delay}")]
    private partial void LogNotMade(Exception exception, TimeSpan delay);

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private partial void LogMode(string sentence);

    [LoggerMessage(LogLevel.Warning, "Could not delete old backups in {Folder}; retrying after the next backup")]
    private partial void LogNotPruned(Exception exception, string folder);
}
