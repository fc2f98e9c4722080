using System.Collections.Concurrent;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Runs each answer to its end, whatever happens, and removes it from the live answers.</summary>
internal sealed partial class AnswerRunner(AnswerWriter writer, LiveAnswers answers, TimeProvider time, ILogger<AnswerRunner> logger)
    : IDisposable
{
    // Time for running answers to end when the portal stops.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _shutdown = new(Timeout.InfiniteTimeSpan, time);
    private readonly ConcurrentDictionary<LiveAnswer, Task> _running = new();

    /// <summary>Does not wait for it; <see cref="ShutDownAsync"/> does.</summary>
    public void Start(LiveAnswer live) => _ = RunAsync(live);

    public Task RunAsync(LiveAnswer live)
    {
        var running = WriteAsync(live);
        _running[live] = running;
        return ForgetAsync(live, running);
    }

    /// <summary>Ends an answer that has not begun; in the store it stays queued.</summary>
    public void Interrupt(LiveAnswer live) => End(live, MessageStatus.Interrupted, null);

    public void BeginShutdown() => _shutdown.CancelAfter(ShutdownTimeout);

    /// <summary>Completes once all answers are stored.</summary>
    public Task ShutDownAsync() => Task.WhenAll(_running.Values);

    public void Dispose() => _shutdown.Dispose();

    private async Task ForgetAsync(LiveAnswer live, Task running)
    {
        await running;
        _running.TryRemove(live, out _);
    }

    private async Task WriteAsync(LiveAnswer live)
    {
        live.Telemetry?.Enter();
        try
        {
            await writer.WriteAsync(live, _shutdown.Token);
            answers.Remove(live);
            live.Dispose();
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            LogNotStored(unexpected, live.Id);
            End(live, MessageStatus.Failed, UnexpectedError.Portal.Reason);
        }
    }

    private void End(LiveAnswer live, MessageStatus status, Reason? error)
    {
        live.Telemetry?.End(status, null);
        live.End(status, error, new AnswerStatistics());
        answers.Remove(live);
        live.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Could not store answer {Answer}")]
    private partial void LogNotStored(Exception exception, MessageId answer);
}
