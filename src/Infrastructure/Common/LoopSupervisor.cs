using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Common;

/// <summary>
/// Keeps background loops running. A loop that ends before the portal stops, by an exception or without one, is logged once, started again
/// after a growing delay, and reported by the readiness check until it has run for as long as that delay.
/// </summary>
internal sealed partial class LoopSupervisor(TimeProvider time, ILogger<LoopSupervisor> logger) : IHealthCheck
{
    private static readonly Backoff Restarts = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<string, Outage> _outages = new();

    /// <summary>Runs a loop until the portal stops. Throws nothing.</summary>
    /// <param name="name">For the log and the readiness check.</param>
    /// <param name="loop">To be awaited again and again; ends when its token is cancelled.</param>
    /// <param name="whileDown">What the portal is while the loop does not run: degraded where it can do its main work without.</param>
    public async Task RunAsync(
        string name,
        Func<CancellationToken, Task> loop,
        CancellationToken stopping,
        HealthStatus whileDown = HealthStatus.Unhealthy
    )
    {
        var failures = 0;
        while (true)
        {
            var started = time.GetTimestamp();
            var failure = await RunOnceAsync(loop, stopping);
            if (stopping.IsCancellationRequested)
            {
                if (failure is not null and not OperationCanceledException) LogFailedAtStop(failure, name);
                return;
            }

            if (time.GetElapsedTime(started) > Restarts.Max) failures = 0;
            failures++;
            if (failures == 1) LogEnded(failure, name);

            var delay = Restarts.DelayAfter(failures);
            _outages[name] = new Outage(whileDown, failure, time.GetUtcNow() + (2 * delay));
            await Task.Delay(delay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var down = _outages.Where(outage => outage.Value.Until > now).ToList();
        if (down.Count == 0) return Task.FromResult(HealthCheckResult.Healthy());

        // The lower the status, the worse it is.
        var status = down.Min(outage => outage.Value.Status);
        var names = string.Join(", ", down.Select(outage => outage.Key).Order(StringComparer.Ordinal));
        return Task.FromResult(new HealthCheckResult(status, $"Ended and restarting: {names}.", down[0].Value.Failure));
    }

    private static async Task<Exception?> RunOnceAsync(Func<CancellationToken, Task> loop, CancellationToken stopping)
    {
        try
        {
            await loop(stopping);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "The background loop {Loop} has ended; it is restarted, and reported as not ready until it keeps running"
    )]
    private partial void LogEnded(Exception? exception, string loop);

    [LoggerMessage(LogLevel.Warning, "The background loop {Loop} failed while the portal stopped")]
    private partial void LogFailedAtStop(Exception exception, string loop);

    private sealed record Outage(HealthStatus Status, Exception? Failure, DateTimeOffset Until);
}
