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
    private const string EndedWithoutWord = "The download ended without a word. Try again; what has come is kept.";

    private static readonly TimeSpan StoreInterval = TimeSpan.FromSeconds(2);

    private readonly TransferRate _rate = new(time);

    /// <param name="pull">Tracked by this runner's context, and running.</param>
    /// <param name="cancelled">Cancelled when somebody gives it up.</param>
    /// <param name="shutdown">Cancelled when the portal stops: it is then queued for the next start.</param>
    public async Task RunAsync(ModelPull pull, CancellationToken cancelled, CancellationToken shutdown)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelled, shutdown);
        try
        {
            var failure = await PullAsync(pull, ending.Token);
            if (failure is null) pull.Succeed(time.GetUtcNow());
            else pull.Fail(failure, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            pull.Cancel(time.GetUtcNow());
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
        board.Post(PullProgress.Of(pull));
    }

    /// <returns>Why it failed, or null.</returns>
    private async Task<string?> PullAsync(ModelPull pull, CancellationToken cancellationToken)
    {
        var stored = time.GetTimestamp();
        await foreach (var said in server.PullAsync(pull.Model, cancellationToken).WithCancellation(cancellationToken))
        {
            switch (said)
            {
                case PullEvent.Progress progress:
                    Report(pull, progress);
                    if (time.GetElapsedTime(stored) < StoreInterval) break;
                    await db.SaveChangesAsync(CancellationToken.None);
                    stored = time.GetTimestamp();
                    break;
                case PullEvent.Succeeded:
                    return null;
                case PullEvent.Failed(var error):
                    return error.Detail;
            }
        }

        return EndedWithoutWord;
    }

    private void Report(ModelPull pull, PullEvent.Progress progress)
    {
        pull.Report(PullStep.ForPeople(progress.Step), progress.TotalBytes, progress.CompletedBytes);
        _rate.Report(progress.CompletedBytes);
        var left = progress.TotalBytes - progress.CompletedBytes;
        board.Post(PullProgress.Of(pull) with
        {
            BytesPerSecond = _rate.BytesPerSecond,
            SecondsLeft = left > 0 && _rate.BytesPerSecond is > 0 and var rate ? left / rate : null,
        });
    }

    [LoggerMessage(LogLevel.Error, "Download {Pull} failed in the portal")]
    private partial void LogUnexpected(Exception exception, ModelPullId pull);
}
