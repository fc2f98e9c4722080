using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Logs what is being waited for after two seconds, and then every 30 s until it is disposed.</summary>
internal sealed partial class WaitNotice : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger;
    private readonly ITimer _timer;

    /// <param name="what">Completes "Waiting for …", and says why.</param>
    public WaitNotice(string what, TimeProvider time, ILogger logger)
    {
        _logger = logger;
        var start = time.GetTimestamp();
        _timer = time.CreateTimer(_ => LogWaiting(what, time.GetElapsedTime(start).TotalSeconds), null, First, Interval);
    }

    public void Dispose() => _timer.Dispose();

    [LoggerMessage(LogLevel.Warning, "Waiting for {What} ({Seconds:F0} s so far)")]
    private partial void LogWaiting(string what, double seconds);
}
