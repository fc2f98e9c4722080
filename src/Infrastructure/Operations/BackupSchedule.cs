using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Makes a backup whenever the last one is old enough, and keeps so many. The files themselves say when that was, so a restart neither
/// forgets one nor makes one too many.
/// </summary>
internal sealed partial class BackupSchedule(
    DataDirectory data, IOptions<BackupOptions> options, TimeProvider time, LoopSupervisor supervisor, ILogger<BackupSchedule> logger)
    : SupervisedService(supervisor)
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    // A timer cannot be set for longer than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly string _folder = options.Value.Directory is { Length: > 0 } given ? Path.GetFullPath(given) : data.Files.Backups;

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Interval == TimeSpan.Zero) await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
        var shelf = new BackupRetention(_folder);
        for (var rest = FirstRest; !stoppingToken.IsCancellationRequested;)
        {
            var wait = Due(shelf) - time.GetUtcNow();
            if (wait <= TimeSpan.Zero)
            {
                var isMade = await Task.Run(() => Make(shelf, rest, stoppingToken), CancellationToken.None);
                wait = isMade ? TimeSpan.Zero : rest;
                rest = isMade ? FirstRest : rest < LongestRest / 2 ? rest * 2 : LongestRest;
            }

            if (wait > LongestWait) wait = LongestWait;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private DateTimeOffset Due(BackupRetention shelf)
    {
        try
        {
            return shelf.Last(time.GetUtcNow()) is { } last ? last + options.Value.Interval : DateTimeOffset.MinValue;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Making one fails for the same reason, and tells it.
            return DateTimeOffset.MinValue;
        }
    }

    private bool Make(BackupRetention shelf, TimeSpan rest, CancellationToken stoppingToken)
    {
        try
        {
            StoreFiles.CreateFolder(_folder);
            foreach (var sentence in PrivateFiles.Protect(_folder, BackupRetention.Pattern)) LogMode(sentence);
            shelf.DeleteUnfinished();
            var now = time.GetUtcNow();
            var made = StoreBackup.Make(data.Files, shelf.NameAt(now), replace: true, now, stoppingToken);
            LogMade(made.ToString(), made.File);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (failure is BackupException or IOException or UnauthorizedAccessException)
        {
            LogNotMade(failure, rest);
            return false;
        }

        try
        {
            shelf.Prune(options.Value.Keep);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotPruned(failure, _folder);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Information, "Backed up {Summary} to {File}")]
    private partial void LogMade(string summary, string file);

    [LoggerMessage(LogLevel.Error, "The backup that is due cannot be made; it is tried again in {Rest}")]
    private partial void LogNotMade(Exception exception, TimeSpan rest);

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private partial void LogMode(string sentence);

    [LoggerMessage(LogLevel.Warning, "Old backups in {Folder} cannot be deleted; it is tried again after the next one")]
    private partial void LogNotPruned(Exception exception, string folder);
}
