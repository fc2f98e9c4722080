using ChatAi.Application.Common;
using ChatAi.Application.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Models;

internal static class ModelsRegistration
{
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelsOptions>().Bind(configuration.GetSection(ModelsOptions.Section))
            .Validate(o => ByteSize.TryParse(o.KeepFree, out _), "Models__KeepFree must be a size such as 2GB or 500MB.")
            .ValidateOnStart();
        services.AddSingleton<ICatalogue, TsvCatalogue>();
        services.AddSingleton<ModelWeights>();
        services.AddSingleton<IModelWeights>(provider => provider.GetRequiredService<ModelWeights>());
        services.AddScoped<StoredModels>();
        services.AddSingleton<ModelFolder>();
        services.AddSingleton<IModelDisk, ModelDisk>();
        services.AddSingleton<IModelLayers, ManifestLayers>();
        services.AddSingleton<ModelInspector>();
        services.AddSingleton<ModelServerProbe>();
        services.AddSingleton<ModelServerMonitor>();
        services.AddSingleton<IModelServerMonitor>(provider => provider.GetRequiredService<ModelServerMonitor>());
        services.AddHostedService(provider => provider.GetRequiredService<ModelServerMonitor>());
        services.AddSingleton<ModelMetrics>();
        services.AddSingleton<PullBoard>();
        services.AddScoped<PullTransfer>();
        services.AddScoped<PullRunner>();
        services.AddSingleton<PullPublisher>();
        services.AddSingleton<OpenPulls>();
        services.AddSingleton<IPullQueue, PullQueue>();
        services.AddHostedService<PullEngine>();
        return services;
    }
}
