using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Reads a row: a connection alone is opened without a look at the file. What a reader finds does not depend on who writes. A file that was
/// deleted can still be read, so that is asked first.
/// </summary>
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
