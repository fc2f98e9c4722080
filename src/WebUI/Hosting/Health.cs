using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace ChatAi.WebUI.Hosting;

internal static class Health
{
    /// <summary>The tag of checks for readiness.</summary>
    public const string Ready = "ready";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).Needs(Right.Anyone).ShortCircuit();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) })
            .Needs(Right.Anyone)
            .ShortCircuit();
    }
}
