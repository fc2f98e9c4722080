using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Runs one download to its end, and stores the end.</summary>
internal sealed partial class PullRunner(
    ApplicationDbContext db, IModelServer server, IModelServerMonitor monitor, PullBoard board, TimeProvider time, ILogger<PullRunner> logger)
{
    private const string Unexpected = "Something went wrong in the portal itself; its log has the details. Try again.";

    private static readonly TimeSpan StoreInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(30);

    private readonly TransferRate _rate = new(time);
    private string? _askedBy;

    /// <param name="pull">Tracked by this runner's context, and running.</param>
    /// <param name="running">Tells when somebody wants it to halt.</param>
    /// <param name="shutdown">Cancelled when the portal stops: it is then queued for the next start.</param>
    public async Task RunAsync(ModelPull pull, RunningPull running, CancellationToken shutdown)
    {
        _askedBy = await db.NameOfAsync(pull.AskedBy);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(running.Halted, shutdown);
        try
        {
            if (await PullAsync(pull, ending.Token) is { } failure) Fail(pull, failure);
            else pull.Succeed(time.GetUtcNow());
        }
        catch (OperationCanceledException) when (running.Halted.IsCancellationRequested)
        {
            if (running.Wish == PullHalt.Pause) pull.Pause(null);
            else pull.Cancel(time.GetUtcNow(), null);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            pull.Requeue();
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected, pull.Id);
            pull.Fail(Unexpected, time.GetUtcNow());
        }

        await db.SavePatientlyAsync(time, logger, shutdown);

        // Whoever is told of the success finds the model installed.
        if (pull.Status == PullStatus.Succeeded) await monitor.RefreshAsync(TimeSpan.Zero, CancellationToken.None);
        board.Post(PullProgress.Of(pull, _askedBy));
    }

    private void Fail(ModelPull pull, AppError failure)
    {
        var now = time.GetUtcNow();
        if (PullRetry.MayPass(failure.Code) && pull.Attempt < PullRetry.MostAttempts)
            pull.Postpone(failure.Detail, now + PullRetry.RestAfter(pull.Attempt));
        else pull.Fail(failure.Detail, now);
    }

    /// <returns>Why it failed, or null.</returns>
    private async Task<AppError?> PullAsync(ModelPull pull, CancellationToken cancellationToken)
    {
        using var standstill = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, standstill.Token);
        try
        {
            return await PullAsync(pull, standstill, ending.Token);
        }
        catch (OperationCanceledException) when (standstill.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ModelServerErrors.PullStalled();
        }
    }

    private async Task<AppError?> PullAsync(ModelPull pull, CancellationTokenSource standstill, CancellationToken cancellationToken)
    {
        var stored = time.GetTimestamp();
        var reported = -1L;
        await foreach (var said in server.PullAsync(pull.Model, cancellationToken).WithCancellation(cancellationToken))
        {
            switch (said)
            {
                case PullEvent.Progress progress:
                    Report(pull, progress);

                    // Ollama repeats its last line while the registry is silent, and verifies without a line.
                    if (!progress.IsTransfer) standstill.CancelAfter(Timeout.InfiniteTimeSpan);
                    else if (progress.CompletedBytes != reported) standstill.CancelAfter(LongestStandstill);
                    reported = progress.IsTransfer ? progress.CompletedBytes : -1;
                    if (time.GetElapsedTime(stored) < StoreInterval) break;
                    await db.SaveChangesAsync(CancellationToken.None);
                    stored = time.GetTimestamp();
                    break;
                case PullEvent.Succeeded:
                    return null;
                case PullEvent.Failed(var error):
                    return error;
            }
        }

        return ModelServerErrors.PullCutOff();
    }

    private void Report(ModelPull pull, PullEvent.Progress progress)
    {
        pull.Report(PullStep.ForPeople(progress.Step), progress.TotalBytes, progress.CompletedBytes);
        _rate.Report(pull.CompletedBytes);
        var left = pull.TotalBytes - pull.CompletedBytes;
        board.Post(PullProgress.Of(pull, _askedBy) with
        {
            BytesPerSecond = _rate.BytesPerSecond,
            SecondsLeft = left > 0 && _rate.BytesPerSecond is > 0 and var rate ? left / rate : null,
        });
    }

    [LoggerMessage(LogLevel.Error, "Download {Pull} failed in the portal")]
    private partial void LogUnexpected(Exception exception, ModelPullId pull);
}
