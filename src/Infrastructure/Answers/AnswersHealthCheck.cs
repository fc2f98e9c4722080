using ChatAi.Infrastructure.Answers.Queue;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatAi.Infrastructure.Answers;

/// <summary>A portal that generates no answers is not ready: neither before it has started nor while it stops.</summary>
internal sealed class AnswersHealthCheck(AnswerSlots slots) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(slots.IsRunning ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No answers are being generated."));
}
