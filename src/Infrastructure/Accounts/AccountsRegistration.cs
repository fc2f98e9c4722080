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

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountsOptions>().Bind(configuration.GetSection(AccountsOptions.Section)).ValidateOnStart();
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
