using ChatAi.Infrastructure.Accounts;
using ChatAi.Infrastructure.Answers;
using ChatAi.Infrastructure.Audit;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Files;
using ChatAi.Infrastructure.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using ChatAi.Infrastructure.Search;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure;

public static class InfrastructureRegistration
{
    /// <summary>Registers the implementation of every port except <c>ICurrentUser</c>, which belongs to HTTP.</summary>
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
            .AddModels(configuration)
            .AddFiles(configuration)
            .AddSearch();
    }

    /// <summary>Call before the host starts: a problem with the store is then a sentence, not a stack trace.</summary>
    /// <exception cref="StartupException">The store is newer, unreadable or locked, or could not be upgraded. It is unchanged.</exception>
    public static async Task PrepareStoreAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var data = services.GetRequiredService<DataDirectory>();
        var time = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<StorePreparation>();
        await new StorePreparation(data, time, logger).RunAsync(cancellationToken);
        using var notice = new WaitNotice("the unfinished work of the last run to be recovered", time, logger);
        await services.GetRequiredService<StoreStart>().StartingAsync(cancellationToken);
    }
}
