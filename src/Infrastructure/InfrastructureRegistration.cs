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

    /// <summary>
    /// To be called before the host starts: what is wrong with the store is then a sentence and no stack trace, and a stop is quiet.
    /// </summary>
    /// <exception cref="StartupException">The store is newer, cannot be read, copied or migrated, or is locked. It is as it
    /// was.</exception>
    /// <exception cref="OperationCanceledException">The start can be made again.</exception>
    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var (data, time) = (services.GetRequiredService<DataDirectory>(), services.GetRequiredService<TimeProvider>());
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<StorePreparation>();
        await new StorePreparation(data, time, logger).RunAsync(cancellationToken);
        using var notice = new WaitNotice("what an earlier end of the portal left open to be closed", time, logger);
        await services.GetRequiredService<StoreStart>().StartingAsync(cancellationToken);
    }
}
