using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Accounts;

internal static class AccountsRegistration
{
    private static readonly TimeSpan MinIdleTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxIdleTimeout = TimeSpan.FromDays(365);

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountsOptions>().Bind(configuration.GetSection(AccountsOptions.Section))
            .Validate(
                o => o.SessionIdleTimeout >= MinIdleTimeout && o.SessionIdleTimeout <= MaxIdleTimeout,
                "Accounts:SessionIdleTimeout must be from 00:01:00 to 365.00:00:00.")
            .ValidateOnStart();
        services.AddSingleton<ISessionRevocations, SessionRevocations>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordHashes.Iterations);
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<PasswordHashes>();
        services.AddSingleton<ISignInThrottle, SignInThrottle>();
        services.AddScoped<IAccounts, IdentityAccounts>();
        return services;
    }
}
