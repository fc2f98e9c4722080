using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Pulls one model: reports and stores progress, and checks for stalls and disk space.</summary>
internal sealed partial class PullTransfer(
    ApplicationDbContext db,
    IModelServer server,
    PullBoard board,
    DiskSpaceCheck diskSpace,
    PullRules rules,
    TimeProvider time,
    ILogger<PullTransfer> logger)
{
    private static readonly TimeSpan StoreInterval = TimeSpan.FromSeconds(2);

    private readonly TransferRate _rate = new(time);
    private long _storedAt;
    private long _checkedBytes;

    /// <returns>Null on success.</returns>
    public async Task<AppError?> RunAsync(ModelPull pull, string? askedBy, CancellationToken cancellationToken)
    {
        if (rules.Refuse(pull.Model) is { } refusal) return refusal;

        using var stall = new StallDetector(time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            return await RunAsync(pull, askedBy, stall, ending.Token);
        }
        catch (OperationCanceledException) when (stall.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return stall.Reason;
        }
    }

    private async Task<AppError?> RunAsync(ModelPull pull, string? askedBy, StallDetector stall, CancellationToken cancellationToken)
    {
        _storedAt = time.GetTimestamp();
        await foreach (
            var change in server.PullAsync(pull.Model, rules.IsInsecure(pull.Model), cancellationToken).WithCancellation(cancellationToken)
        )
        {
            switch (change)
            {
                case PullEvent.Progress progress:
                    stall.OnProgress(progress);
                    Report(pull, askedBy, progress);
                    if (await CheckSpaceAsync(pull, progress) is { } refusal) return refusal;
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
        pull.Report(PullStatusLine.StepOf(progress.Step), progress.TotalBytes, progress.CompletedBytes);
        if (progress.IsTransfer) _rate.Report(progress.FetchedBytes);
        var rate = progress.IsTransfer ? _rate.BytesPerSecond : null;
        var left = pull.TotalBytes - pull.CompletedBytes;
        board.Post(PullProgress.Of(pull, askedBy) with
        {
            BytesPerSecond = rate,
            SecondsLeft = left > 0 && rate is > 0 ? left / rate : null,
        });
    }

    // The total grows with each layer that the model server names.
    private async Task<AppError?> CheckSpaceAsync(ModelPull pull, PullEvent.Progress progress)
    {
        if (progress.TotalBytes <= _checkedBytes) return null;
        _checkedBytes = progress.TotalBytes;

        // Other downloads are checked against what is stored of this one.
        await StoreAsync(pull);
        return await diskSpace.CheckAsync(pull.Model, progress.TotalBytes - progress.CompletedBytes, CancellationToken.None);
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

    [LoggerMessage(LogLevel.Warning, "Could not store the progress of download {Pull}; the download continues")]
    private partial void LogNotStored(Exception exception, ModelPullId pull);
}
