using ChatAi.Infrastructure.Accounts;
using ChatAi.Infrastructure.Answers;
using ChatAi.Infrastructure.Audit;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure;

public static class InfrastructureRegistration
{
    /// <summary>Registers the other side of every port but <c>ICurrentUser</c>, which is HTTP's.</summary>
    /// <exception cref="StartupException">The data directory cannot be used.</exception>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PortalInstance>();
        services.AddSingleton<LoopSupervisor>();
        services.AddHealthChecks().AddCheck<LoopSupervisor>("loops", tags: ["ready"]);
        var data = DataDirectory.Open(configuration);
        return services
            .AddPersistence(data)
            .AddOperations(data, configuration)
            .AddAccounts(configuration)
            .AddAudit(configuration)
            .AddOllama(configuration)
            .AddAnswers(configuration)
            .AddModels(configuration);
    }

    /// <summary>To be called before the host starts: what is wrong with the store is told in a sentence, and nothing is written to it before.</summary>
    /// <exception cref="StartupException">The store is of a newer version, cannot be read, or is of an older version and cannot be copied.</exception>
    public static void PrepareStore(this IServiceProvider services) => new StoreUpgrade(
        services.GetRequiredService<DataDirectory>().Files, services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>().CreateLogger<StoreUpgrade>()).Prepare();
}
