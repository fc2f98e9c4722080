using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Common;

/// <summary>Restarts background loops that end before the portal stops, and reports them as not ready until they keep running.</summary>
internal sealed partial class LoopSupervisor(TimeProvider time, ILogger<LoopSupervisor> logger) : IHealthCheck
{
    private static readonly Backoff Restarts = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<string, Outage> _outages = new();

    /// <summary>Runs a loop until the portal stops; never throws.</summary>
    /// <param name="whileDown">Degraded if the portal can do its main work without the loop.</param>
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

        // The lower the value, the worse.
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
        "Background loop {Loop} ended unexpectedly and is being restarted. The portal reports not ready until it keeps running"
    )]
    private partial void LogEnded(Exception? exception, string loop);

    [LoggerMessage(LogLevel.Warning, "Background loop {Loop} failed while the portal was stopping")]
    private partial void LogFailedAtStop(Exception exception, string loop);

    private sealed record Outage(HealthStatus Status, Exception? Failure, DateTimeOffset Until);
}
