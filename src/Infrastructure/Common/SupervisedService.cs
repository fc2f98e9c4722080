using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ChatAi.Infrastructure.Common;

/// <summary>
/// A background service that is one loop, kept running by <see cref="LoopSupervisor"/>: it need not catch what it does not foresee. It
/// waits for a signal or a due time, and does not poll.
/// </summary>
internal abstract class SupervisedService(LoopSupervisor supervisor) : BackgroundService
{
    /// <summary>What the portal is while this does not run.</summary>
    protected virtual HealthStatus StatusWhileDown => HealthStatus.Degraded;

    /// <summary>Runs until the token is cancelled; the <see cref="OperationCanceledException"/> of that may leave it.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        supervisor.RunAsync(GetType().Name, RunAsync, stoppingToken, StatusWhileDown);
}
