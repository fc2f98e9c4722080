using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
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
    private const string Unexpected = "Something went wrong in the portal itself; its log has the details. Try again.";

    /// <param name="pull">Tracked by this runner's context, and running.</param>
    /// <param name="askedBy">The name of who asked.</param>
    /// <param name="running">Tells when somebody wants it to halt.</param>
    /// <param name="shutdown">Cancelled when the portal stops: it is then queued for the next start.</param>
    public async Task RunAsync(ModelPull pull, string? askedBy, RunningPull running, CancellationToken shutdown)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(running.Halted, shutdown);
        try
        {
            if (await transfer.RunAsync(pull, askedBy, ending.Token) is { } failure) Fail(pull, failure);
            else pull.Succeed(time.GetUtcNow());
        }
        catch (OperationCanceledException) when (running.Halted.IsCancellationRequested)
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
            pull.Fail(Unexpected, time.GetUtcNow());
        }

        // The store may take its time, and nothing comes any more.
        board.Post(PullProgress.Of(pull, askedBy) with { Status = PullStatus.Running, Step = PullStep.Finishing });
        if (!await db.SaveWithRetryAsync(time, logger, shutdown))
        {
            await PostAsStoredAsync(pull.Id, askedBy);
            return;
        }

        // Whoever is told of the success finds the model installed.
        if (pull.Status == PullStatus.Succeeded) await NoteOriginAsync(pull.Model);
        board.Post(PullProgress.Of(pull, askedBy));
    }

    // Somebody else has taken it over or deleted it: what this runner knows is not so.
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
        var reason = failure.ToStoredText();
        if (PullRetry.IsAway(failure.Code)) pull.Postpone(reason, now + PullRetry.Shortest, counts: false);
        else if (PullRetry.MayPass(failure.Code) && pull.Attempt < PullRetry.MostAttempts)
            pull.Postpone(reason, now + PullRetry.DelayAfter(pull.Attempt));
        else pull.Fail(reason, now);
    }

    private async Task NoteOriginAsync(ModelName name)
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

    [LoggerMessage(LogLevel.Error, "Download {Pull} failed in the portal")]
    private partial void LogUnexpected(Exception exception, ModelPullId pull);

    [LoggerMessage(LogLevel.Warning, "Download {Pull} was taken over or deleted while it ran; its end is not stored")]
    private partial void LogTakenOver(ModelPullId pull);

    [LoggerMessage(LogLevel.Warning, "Where {Model} came from could not be stored")]
    private partial void LogOriginUnknown(Exception exception, ModelName model);
}
