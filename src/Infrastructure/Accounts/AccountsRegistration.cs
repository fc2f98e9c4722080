using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Accounts;

internal static class AccountsRegistration
{
    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512 is 210,000 (Password Storage Cheat Sheet, 2023).</summary>
    private const int HashIterations = 220_000;

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
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        services.AddIdentityCore<User>(options =>
        {
            // The validators of the commands have the rules, with their sentences; these would only repeat them.
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
            options.Password.RequiredLength = 1;
        }).AddUserStore<UserStore>();
        services.AddScoped<IAccounts, IdentityAccounts>();
        return services;
    }
}
