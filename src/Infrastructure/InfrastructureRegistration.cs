using ChatAi.Infrastructure.Accounts;
using ChatAi.Infrastructure.Answers;
using ChatAi.Infrastructure.Audit;
using ChatAi.Infrastructure.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatAi.Infrastructure;

public static class InfrastructureRegistration
{
    /// <summary>Registers the other side of every port but <c>ICurrentUser</c>, which is HTTP's.</summary>
    /// <exception cref="StartupException">The data directory cannot be used.</exception>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        var data = DataDirectory.Open(configuration);
        return services
            .AddPersistence(data)
            .AddOperations(data)
            .AddAccounts(configuration)
            .AddAudit(configuration)
            .AddOllama(configuration)
            .AddAnswers(configuration)
            .AddModels(configuration);
    }
}
