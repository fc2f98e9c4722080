using ChatAi.Infrastructure.Answers.Queue;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Not ready while no answers are generated: before the start and during a stop.</summary>
internal sealed class AnswersHealthCheck(AnswerSlots slots) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(slots.IsRunning ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No answers are being generated."));
}
