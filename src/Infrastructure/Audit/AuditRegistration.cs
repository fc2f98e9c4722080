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
                "Audit__KeepDays is a number of days from 30 on, or 0 to keep all."
            )
            .ValidateOnStart();
        services.AddSingleton<DeniedAccessLog>();
        services.AddSingleton<IDeniedAccessLog>(provider => provider.GetRequiredService<DeniedAccessLog>());
        services.AddSingleton<AuditStore>();
        services.AddScoped<IAuditLog, AuditLog>();
        services.AddHostedService<DeniedAccessWriter>();
        services.AddHostedService<AuditRetention>();
        return services;
    }
}
