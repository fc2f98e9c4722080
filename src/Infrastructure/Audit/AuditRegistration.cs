using ChatAi.Application.Audit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Audit;

internal static class AuditRegistration
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<AuditOptions>()
            .Bind(configuration.GetSection(AuditOptions.Section))
            .Validate(
                o => o.KeepDays is 0 or >= AuditOptions.MinDays,
                "Audit__KeepDays must be at least 30 days, or 0 to keep all entries."
            )
            .ValidateOnStart();
        services.AddSingleton<DeniedAccessLog>();
        services.AddSingleton<IDeniedAccessLog>(provider => provider.GetRequiredService<DeniedAccessLog>());
        services.AddSingleton<AuditStore>();
        services.AddScoped<AuditLookup>();
        services.AddScoped<IAuditLog, AuditLog>();
        services.AddHostedService<DeniedAccessWriter>();
        services.AddHostedService<AuditRetention>();
        return services;
    }
}
