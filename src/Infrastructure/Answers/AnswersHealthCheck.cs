using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatAi.Infrastructure.Answers;

/// <summary>A portal whose answers nobody writes is not ready: neither before it has started nor once it is asked to stop.</summary>
internal sealed class AnswersHealthCheck(AnswerEngine engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(engine.IsRunning ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Nobody writes answers."));
}
