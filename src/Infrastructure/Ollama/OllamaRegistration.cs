using ChatAi.Application.Models;
using ChatAi.Infrastructure.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Refit;

namespace ChatAi.Infrastructure.Ollama;

internal static class OllamaRegistration
{
    public const string ClientName = "ollama";

    public static RefitSettings RefitSettings
    {
        get
        {
            var settings = RefitSettings.ForJsonContext(OllamaJson.Default);
            settings.Buffered = true; // sends a Content-Length, which every proxy understands, also with DELETE
            return settings;
        }
    }

    internal static IServiceCollection AddOllama(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OllamaOptions>()
            .Configure(options => options.MaxConcurrentAnswers = OllamaParallelism.Of(configuration) ?? options.MaxConcurrentAnswers)
            .Bind(configuration.GetSection(OllamaOptions.Section))
            .Configure(options => options.Host = configuration[OllamaAddress.Key] is { Length: > 0 } host ? host : options.Host)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OllamaOptions>, OllamaOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RemoteModels>();

        services.AddRefitGeneratedClient<IOllamaApi>(RefitSettings, ClientName)
            .ConfigureHttpClient((provider, client) =>
            {
                client.BaseAddress = Address(provider).Uri;
                client.DefaultRequestHeaders.Authorization = OllamaCredentials.Header(Options(provider));
                client.Timeout = Timeout.InfiniteTimeSpan; // OllamaStream has the timeouts
            })
            .UseSocketsHttpHandler((handler, provider) => OllamaConnection.Configure(handler, Options(provider)))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // PooledConnectionLifetime is enough for a singleton client
            .RemoveAllLoggers();

        return services.AddSingleton<IModelServer>(provider => new OllamaModelServer(
            LocalOnly(provider),
            Address(provider).Text,
            Options(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OllamaModelServer>>()));
    }

    private static LocalOnlyOllama LocalOnly(IServiceProvider provider) => new(
        provider.GetRequiredService<IOllamaApi>(),
        provider.GetRequiredService<RemoteModels>(),
        provider.GetRequiredService<IOptions<ModelsOptions>>().Value,
        provider.GetRequiredService<TimeProvider>());

    private static OllamaOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<OllamaOptions>>().Value;

    private static OllamaAddress Address(IServiceProvider provider) => OllamaAddress.TryParse(Options(provider).Host)!;
}
