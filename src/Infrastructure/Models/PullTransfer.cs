using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Lets the model server fetch one model: reports and stores the progress, and watches the disk and the time.</summary>
internal sealed partial class PullTransfer(
    ApplicationDbContext db,
    IModelServer server,
    PullBoard board,
    DiskSpaceCheck room,
    PullRules rules,
    TimeProvider time,
    ILogger<PullTransfer> logger)
{
    private static readonly TimeSpan StoreInterval = TimeSpan.FromSeconds(2);

    private readonly TransferRate _rate = new(time);
    private long _storedAt;
    private long _roomFor;

    /// <param name="pull">Tracked by the same database context.</param>
    /// <param name="askedBy">The name of who asked.</param>
    /// <returns>Why it failed, or null.</returns>
    public async Task<AppError?> RunAsync(ModelPull pull, string? askedBy, CancellationToken cancellationToken)
    {
        if (rules.Refuse(pull.Model) is { } refusal) return refusal;

        using var standstill = new StallDetector(time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, standstill.Token);
        try
        {
            return await RunAsync(pull, askedBy, standstill, ending.Token);
        }
        catch (OperationCanceledException) when (standstill.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return standstill.Reason;
        }
    }

    private async Task<AppError?> RunAsync(ModelPull pull, string? askedBy, StallDetector standstill, CancellationToken cancellationToken)
    {
        _storedAt = time.GetTimestamp();
        await foreach (
            var said in server.PullAsync(pull.Model, rules.IsInsecure(pull.Model), cancellationToken).WithCancellation(cancellationToken)
        )
        {
            switch (said)
            {
                case PullEvent.Progress progress:
                    standstill.OnProgress(progress);
                    Report(pull, askedBy, progress);
                    if (await HasNoRoomAsync(pull, progress) is { } refusal) return refusal;
                    if (time.GetElapsedTime(_storedAt) >= StoreInterval) await StoreAsync(pull);
                    break;
                case PullEvent.Succeeded:
                    return null;
                case PullEvent.Failed(var error):
                    return error;
            }
        }

        return RegistryErrors.PullCutOff();
    }

    private void Report(ModelPull pull, string? askedBy, PullEvent.Progress progress)
    {
        pull.Report(PullStep.ForPeople(progress.Step), progress.TotalBytes, progress.CompletedBytes);
        if (progress.IsTransfer) _rate.Report(progress.FetchedBytes);
        var rate = progress.IsTransfer ? _rate.BytesPerSecond : null;
        var left = pull.TotalBytes - pull.CompletedBytes;
        board.Post(PullProgress.Of(pull, askedBy) with
        {
            BytesPerSecond = rate,
            SecondsLeft = left > 0 && rate is > 0 ? left / rate : null,
        });
    }

    // The total grows each time that the model server names another layer.
    private async Task<AppError?> HasNoRoomAsync(ModelPull pull, PullEvent.Progress progress)
    {
        if (progress.TotalBytes <= _roomFor) return null;
        _roomFor = progress.TotalBytes;

        // Other downloads are checked against what is stored of this one.
        await StoreAsync(pull);
        return await room.CheckAsync(pull.Model, progress.TotalBytes - progress.CompletedBytes, CancellationToken.None);
    }

    private async Task StoreAsync(ModelPull pull)
    {
        _storedAt = time.GetTimestamp();
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception failure) when (StoreErrors.IsAny(failure))
        {
            // A moment of progress is no reason to stop a download; the next save includes it.
            LogNotStored(failure, pull.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The progress of download {Pull} could not be stored; it goes on")]
    private partial void LogNotStored(Exception exception, ModelPullId pull);
}
