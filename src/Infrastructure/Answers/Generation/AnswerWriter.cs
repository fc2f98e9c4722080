using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Operations;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Generates one answer and stores its end. Uses the store only at both ends, since an answer takes minutes.</summary>
internal sealed partial class AnswerWriter(
    AnswerStore store,
    AnswerGeneration generation,
    IModelServerMonitor monitor,
    TimeProvider time,
    ILogger<AnswerWriter> logger)
{
    private static readonly AppError FullDisk = AppError.Unavailable("portal.disk-full");

    /// <param name="live">An answer that is stored as queued.</param>
    /// <param name="shutdown">Cancelled when the portal stops; the answer is then stored as interrupted.</param>
    public async Task WriteAsync(LiveAnswer live, CancellationToken shutdown)
    {
        var attempt = new AnswerAttempt(time);
        var end = await GenerateAsync(live, attempt, shutdown);
        live.Text.End();
        var stored = await store.EndAsync(live, attempt, end, shutdown);

        // Without a row, the chat was deleted.
        var status = stored?.Status ?? MessageStatus.Stopped;

        // An open row belongs to another run.
        if (stored is { IsOpen: true }) status = MessageStatus.Interrupted;
        live.Telemetry?.End(status, attempt);
        live.End(status, stored?.Error, stored?.Statistics ?? new AnswerStatistics());
    }

    private async Task<AnswerEnd> GenerateAsync(LiveAnswer live, AnswerAttempt attempt, CancellationToken shutdown)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(live.Stopped, shutdown);
        try
        {
            var failure = await AskAsync(live, attempt, ending.Token);
            if (failure is null) return new AnswerEnd(MessageStatus.Complete);

            // The next message should be refused while it is still in the composer, not a few seconds later.
            if (failure.Kind == ErrorKind.Unavailable) _ = monitor.RefreshAsync(TimeSpan.Zero, CancellationToken.None);
            return new AnswerEnd(MessageStatus.Failed, failure);
        }
        catch (OperationCanceledException) when (live.Stopped.IsCancellationRequested)
        {
            return new AnswerEnd(MessageStatus.Stopped);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            return new AnswerEnd(MessageStatus.Interrupted);
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            LogFailed(unexpected, live.Id);
            return new AnswerEnd(MessageStatus.Failed, StoreErrors.IsFull(unexpected) ? FullDisk : UnexpectedError.Portal);
        }
    }

    private async Task<AppError?> AskAsync(LiveAnswer live, AnswerAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var beginning = await store.BeginAsync(live);
        if (beginning is null) return null;

        attempt.Earlier = beginning.Earlier;
        if (!beginning.Request.IsSuccess)
        {
            // It may be sent with a part of the file.
            if (beginning.Request.Error.Code == FileErrors.TooLongCode) attempt.Counted = new() { DoneReason = AnswerStatistics.Context };
            return beginning.Request.Error;
        }

        attempt.HiddenImages = beginning.Request.Value.HiddenImages;
        live.MoveTo(MessageStatus.Streaming, null);
        return await generation.RunAsync(beginning.Request.Value, live, attempt, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Generating answer {Answer} failed")]
    private partial void LogFailed(Exception exception, MessageId answer);
}
