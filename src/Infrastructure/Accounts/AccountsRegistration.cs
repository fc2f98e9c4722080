using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Accounts;

internal static class AccountsRegistration
{
    private static readonly TimeSpan ShortestSession = TimeSpan.FromMinutes(1);

    // Browsers keep no cookie for longer than 400 days.
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(365);

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountsOptions>().Bind(configuration.GetSection(AccountsOptions.Section))
            .Validate(o => o.SessionLifetime >= ShortestSession && o.SessionLifetime <= LongestSession,
                "Accounts:SessionLifetime must be from 00:01:00 to 365.00:00:00.")
            .Validate(o => o.SessionIdleTimeout >= ShortestSession && o.SessionIdleTimeout <= LongestSession,
                "Accounts:SessionIdleTimeout must be from 00:01:00 to 365.00:00:00.")
            .ValidateOnStart();
        services.AddSingleton<ISessionEnds, SessionEnds>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordHashes.Iterations);
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<PasswordHashes>();
        services.AddSingleton<ISignInThrottle, SignInThrottle>();
        services.AddScoped<IAccounts, IdentityAccounts>();
        return services;
    }
}
