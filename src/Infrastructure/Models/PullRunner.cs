using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Runs one download to its end, and stores the end.</summary>
internal sealed partial class PullRunner(
    ApplicationDbContext db,
    PullTransfer transfer,
    IModelServerMonitor monitor,
    PullBoard board,
    TimeProvider time,
    ILogger<PullRunner> logger)
{
    /// <param name="pull">Tracked by this runner's context, and running.</param>
    /// <param name="shutdown">Cancelled when the portal stops; the download is then queued for the next start.</param>
    public async Task RunAsync(ModelPull pull, string? askedBy, RunningPull running, CancellationToken shutdown)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(running.Stopped, shutdown);
        try
        {
            if (await transfer.RunAsync(pull, askedBy, ending.Token) is { } failure) Fail(pull, failure);
            else pull.Succeed(time.GetUtcNow());
        }
        catch (OperationCanceledException) when (running.Stopped.IsCancellationRequested)
        {
            if (running.Requested is { Reason: StopReason.Pause, By: var by }) pull.Pause(by);
            else pull.Cancel(time.GetUtcNow(), running.Requested?.By);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            pull.Requeue();
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected, pull.Id);
            pull.Fail(UnexpectedError.Portal.Reason, time.GetUtcNow());
        }

        // Saving may take a while, and nothing else is reported meanwhile.
        board.Post(PullProgress.Of(pull, askedBy) with { Status = PullStatus.Running, Step = PullStep.Finishing });
        if (!await db.SaveWithRetryAsync(time, logger, shutdown))
        {
            await PostAsStoredAsync(pull.Id, askedBy);
            return;
        }

        // A reader that sees the success must find the model installed.
        if (pull.Status == PullStatus.Succeeded) await StoreOriginAsync(pull.Model);
        board.Post(PullProgress.Of(pull, askedBy));
    }

    // Another run has taken it over, or it was deleted.
    private async Task PostAsStoredAsync(ModelPullId id, string? askedBy)
    {
        LogTakenOver(id);
        var stored = await db.ModelPulls.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, CancellationToken.None);
        if (stored is null) board.Remove(id);
        else board.Post(PullProgress.Of(stored, askedBy));
    }

    private void Fail(ModelPull pull, AppError failure)
    {
        var now = time.GetUtcNow();
        var reason = failure.Reason;
        if (PullRetry.IsServerDown(failure.Code)) pull.Postpone(reason, now + PullRetry.MinDelay, counts: false);
        else if (PullRetry.IsTransient(failure.Code) && pull.Attempt < PullRetry.MaxAttempts)
            pull.Postpone(reason, now + PullRetry.DelayAfter(pull.Attempt));
        else pull.Fail(reason, now);
    }

    private async Task StoreOriginAsync(ModelName name)
    {
        await monitor.RefreshAsync(TimeSpan.Zero, CancellationToken.None);
        try
        {
            var model = await db.Models.FirstOrDefaultAsync(m => m.Name == name, CancellationToken.None);
            model?.SetOrigin(ModelOrigin.Registry);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception failure) when (StoreErrors.IsAny(failure))
        {
            LogOriginUnknown(failure, name);
        }
    }

    [LoggerMessage(LogLevel.Error, "Download {Pull} failed unexpectedly")]
    private partial void LogUnexpected(Exception exception, ModelPullId pull);

    [LoggerMessage(LogLevel.Warning, "Download {Pull} was taken over or deleted while it ran; its end is not stored")]
    private partial void LogTakenOver(ModelPullId pull);

    [LoggerMessage(LogLevel.Warning, "Could not store the origin of {Model}")]
    private partial void LogOriginUnknown(Exception exception, ModelName model);
}
