using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Models;

/// <summary>Runs one download to its end, and stores the end.</summary>
internal sealed partial class PullRunner(
    ApplicationDbContext db,
    IModelServer server,
    IModelServerMonitor monitor,
    PullBoard board,
    DiskRoom room,
    PullRules rules,
    IOptions<ModelsOptions> options,
    TimeProvider time,
    ILogger<PullRunner> logger)
{
    private const string Unexpected = "Something went wrong in the portal itself; its log has the details. Try again.";

    private static readonly TimeSpan StoreInterval = TimeSpan.FromSeconds(2);

    private readonly TransferRate _rate = new(time);
    private string? _askedBy;
    private long _stored;
    private long _roomFor;

    /// <param name="pull">Tracked by this runner's context, and running.</param>
    /// <param name="askedBy">The name of who asked.</param>
    /// <param name="running">Tells when somebody wants it to halt.</param>
    /// <param name="shutdown">Cancelled when the portal stops: it is then queued for the next start.</param>
    public async Task RunAsync(ModelPull pull, string? askedBy, RunningPull running, CancellationToken shutdown)
    {
        _askedBy = askedBy;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(running.Halted, shutdown);
        try
        {
            if (await PullAsync(pull, ending.Token) is { } failure) Fail(pull, failure);
            else pull.Succeed(time.GetUtcNow());
        }
        catch (OperationCanceledException) when (running.Halted.IsCancellationRequested)
        {
            if (running.Wish is { Halt: PullHalt.Pause, By: var by }) pull.Pause(by);
            else pull.Cancel(time.GetUtcNow(), running.Wish?.By);
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
        board.Post(PullProgress.Of(pull, _askedBy) with { Status = PullStatus.Running, Step = PullStep.Finishing });
        if (!await db.SaveWithRetryAsync(time, logger, shutdown))
        {
            await PostAsStoredAsync(pull.Id);
            return;
        }

        // Whoever is told of the success finds the model installed.
        if (pull.Status == PullStatus.Succeeded) await NoteOriginAsync(pull.Model);
        board.Post(PullProgress.Of(pull, _askedBy));
    }

    // Somebody else has taken it over or deleted it: what this runner knows is not so.
    private async Task PostAsStoredAsync(ModelPullId id)
    {
        LogTakenOver(id);
        var stored = await db.ModelPulls.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, CancellationToken.None);
        if (stored is null) board.Remove(id);
        else board.Post(PullProgress.Of(stored, _askedBy));
    }

    private void Fail(ModelPull pull, AppError failure)
    {
        var now = time.GetUtcNow();
        if (PullRetry.IsAway(failure.Code)) pull.Postpone(failure.Detail, now + PullRetry.Shortest, counts: false);
        else if (PullRetry.MayPass(failure.Code) && pull.Attempt < PullRetry.MostAttempts)
            pull.Postpone(failure.Detail, now + PullRetry.DelayAfter(pull.Attempt));
        else pull.Fail(failure.Detail, now);
    }

    /// <returns>Why it failed, or null.</returns>
    private async Task<AppError?> PullAsync(ModelPull pull, CancellationToken cancellationToken)
    {
        if (rules.Refuse(pull.Model) is { } refusal) return refusal;

        using var standstill = new Standstill(time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, standstill.Token);
        try
        {
            return await PullAsync(pull, standstill, ending.Token);
        }
        catch (OperationCanceledException) when (standstill.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return standstill.Reason;
        }
    }

    private async Task<AppError?> PullAsync(ModelPull pull, Standstill standstill, CancellationToken cancellationToken)
    {
        _stored = time.GetTimestamp();
        var isInsecure = options.Value.IsInsecure(pull.Model.Host);
        await foreach (var said in server.PullAsync(pull.Model, isInsecure, cancellationToken).WithCancellation(cancellationToken))
        {
            switch (said)
            {
                case PullEvent.Progress progress:
                    standstill.Hear(progress);
                    Report(pull, progress);
                    if (await HasNoRoomAsync(pull, progress) is { } refusal) return refusal;
                    if (time.GetElapsedTime(_stored) >= StoreInterval) await StoreAsync(pull);
                    break;
                case PullEvent.Succeeded:
                    return null;
                case PullEvent.Failed(var error):
                    return error;
            }
        }

        return ModelServerErrors.PullCutOff();
    }

    // Each time that the model server names another layer.
    private async Task<AppError?> HasNoRoomAsync(ModelPull pull, PullEvent.Progress progress)
    {
        if (progress.TotalBytes <= _roomFor) return null;
        _roomFor = progress.TotalBytes;

        // Those who ask for room for another count on what is stored of this one.
        await StoreAsync(pull);
        return await room.WhyNotAsync(pull.Model, progress.TotalBytes - progress.CompletedBytes, CancellationToken.None);
    }

    private async Task StoreAsync(ModelPull pull)
    {
        _stored = time.GetTimestamp();
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception failure) when (StoreErrors.IsAny(failure))
        {
            // A moment of progress is no reason to stop a download; the next time saves it too.
            LogNotStored(failure, pull.Id);
        }
    }

    private async Task NoteOriginAsync(ModelName name)
    {
        await monitor.RefreshAsync(TimeSpan.Zero, CancellationToken.None);
        try
        {
            var model = await db.Models.FirstOrDefaultAsync(m => m.Name == name, CancellationToken.None);
            model?.ComeFrom(ModelOrigin.Registry);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception failure) when (StoreErrors.IsAny(failure))
        {
            LogOriginUnknown(failure, name);
        }
    }

    private void Report(ModelPull pull, PullEvent.Progress progress)
    {
        pull.Report(PullStep.ForPeople(progress.Step), progress.TotalBytes, progress.CompletedBytes);
        if (progress.IsTransfer) _rate.Report(progress.FetchedBytes);
        var rate = progress.IsTransfer ? _rate.BytesPerSecond : null;
        var left = pull.TotalBytes - pull.CompletedBytes;
        board.Post(PullProgress.Of(pull, _askedBy) with
        {
            BytesPerSecond = rate,
            SecondsLeft = left > 0 && rate is > 0 ? left / rate : null,
        });
    }

    [LoggerMessage(LogLevel.Error, "Download {Pull} failed in the portal")]
    private partial void LogUnexpected(Exception exception, ModelPullId pull);

    [LoggerMessage(LogLevel.Warning, "Download {Pull} was taken over or deleted while it ran; its end is not stored")]
    private partial void LogTakenOver(ModelPullId pull);

    [LoggerMessage(LogLevel.Warning, "The progress of download {Pull} could not be stored; it goes on")]
    private partial void LogNotStored(Exception exception, ModelPullId pull);

    [LoggerMessage(LogLevel.Warning, "Where {Model} came from could not be stored")]
    private partial void LogOriginUnknown(Exception exception, ModelName model);
}
