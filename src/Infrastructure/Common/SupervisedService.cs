using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ChatAi.Infrastructure.Common;

/// <summary>A background loop that need not catch unexpected failures: <see cref="LoopSupervisor"/> restarts it.</summary>
internal abstract class SupervisedService(LoopSupervisor supervisor) : BackgroundService
{
    protected virtual HealthStatus StatusWhileDown => HealthStatus.Degraded;

    /// <summary>Runs until the token is cancelled, and may then throw <see cref="OperationCanceledException"/>.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        supervisor.RunAsync(GetType().Name, RunAsync, stoppingToken, StatusWhileDown);
}
