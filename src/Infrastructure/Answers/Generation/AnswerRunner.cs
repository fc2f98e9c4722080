using System.Collections.Concurrent;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Sees each answer to its end, whatever happens, and takes it off the live ones.</summary>
internal sealed partial class AnswerRunner(AnswerWriter writer, LiveAnswers answers, TimeProvider time, ILogger<AnswerRunner> logger)
    : IDisposable
{
    // How long an answer may take to its end when the portal stops.
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

    /// <summary>Ends an answer that does not begin any more; in the store it stays queued.</summary>
    public void Interrupt(LiveAnswer live) => End(live, MessageStatus.Interrupted, null);

    /// <summary>To be called when the portal begins to stop.</summary>
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
            LogLost(unexpected, live.Id);
            End(live, MessageStatus.Failed, AnswerWriter.Unexpected);
        }
    }

    private void End(LiveAnswer live, MessageStatus status, string? error)
    {
        live.Telemetry?.End(status, null);
        live.End(status, error, new AnswerStatistics());
        answers.Remove(live);
        live.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Answer {Answer} could not be stored")]
    private partial void LogLost(Exception exception, MessageId answer);
}
