using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Reads a row, since opening a connection does not touch the file. A deleted file could still be read.</summary>
internal sealed class StoreHealthCheck(ApplicationDbContext db, StoreFileGuard file) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            file.ThrowIfGone();
            await db.AccountPolicies.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (StoreErrors.IsAny(failure))
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", failure);
        }
    }
}
