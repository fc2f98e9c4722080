using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
            .Configure(options => options.MaxConcurrentAnswers = OllamaParallelism(configuration) ?? options.MaxConcurrentAnswers)
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
            .UseSocketsHttpHandler((handler, provider) => Configure(handler, Options(provider)))
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

    /// <summary>Requests go to <c>OLLAMA_HOST</c> only: HTTP_PROXY or a redirect would hand conversations to another host.</summary>
    internal static void Configure(SocketsHttpHandler handler, OllamaOptions options)
    {
        handler.UseProxy = false;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;

        // .NET would pass on the trace and baggage of a browser.
        handler.ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator();
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(15);
        handler.ConnectCallback = ConnectAsync;

        // Only closing the connection frees the model. By default it would be read for 2 s more.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
    }

    // Checks the connected address before anything is sent, since a name may resolve to any.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            if (socket.RemoteEndPoint is IPEndPoint peer && OllamaAddress.IsMetadata(peer.Address))
                throw new SocketException((int)SocketError.AccessDenied);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Ollama's own settings, if both share an environment; 0 leaves it to Ollama. The first one counts per model.
    private static int? OllamaParallelism(IConfiguration configuration)
    {
        var parallel = Number(configuration, "OLLAMA_NUM_PARALLEL");
        var models = Number(configuration, "OLLAMA_MAX_LOADED_MODELS");
        return parallel is null && models is null ? null : Math.Min((parallel ?? 1) * (models ?? 1), 1024);
    }

    private static int? Number(IConfiguration configuration, string key) =>
        int.TryParse(configuration[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1024
            ? number
            : null;

    private static OllamaOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<OllamaOptions>>().Value;

    private static OllamaAddress Address(IServiceProvider provider) => OllamaAddress.TryParse(Options(provider).Host)!;
}
