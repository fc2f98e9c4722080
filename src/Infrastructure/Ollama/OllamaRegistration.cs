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
            settings.Buffered = true; // a Content-Length, as every proxy understands it, also below DELETE
            return settings;
        }
    }

    internal static IServiceCollection AddOllama(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OllamaOptions>()
            .Configure(options => options.MaxConcurrentAnswers = ParallelThere(configuration) ?? options.MaxConcurrentAnswers)
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
                client.Timeout = Timeout.InfiniteTimeSpan; // OllamaStream knows what may take how long
            })
            .UseSocketsHttpHandler((handler, provider) => Configure(handler, Options(provider)))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // PooledConnectionLifetime does its work, and the client is a singleton
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

    /// <summary>
    /// Requests go to the address of <c>OLLAMA_HOST</c> and nowhere else: HTTP_PROXY would hand conversations to a proxy, and a redirect to
    /// any host that the answer names.
    /// </summary>
    internal static void Configure(SocketsHttpHandler handler, OllamaOptions options)
    {
        handler.UseProxy = false;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;

        // A browser may have sent baggage and a trace of its own, which .NET would pass on.
        handler.ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator();
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(15);
        handler.ConnectCallback = ConnectAsync;

        // Whoever leaves an answer closes its connection at once: only that frees the model. The default reads on for 2 s.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
    }

    // A name may lead anywhere, and elsewhere tomorrow: what counts is whom it led to, before that is asked anything.
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

    // Where both run in one environment, Ollama is told by its own variables; 0 leaves it to Ollama. It counts for each model.
    private static int? ParallelThere(IConfiguration configuration)
    {
        var (parallel, models) = (Number(configuration, "OLLAMA_NUM_PARALLEL"), Number(configuration, "OLLAMA_MAX_LOADED_MODELS"));
        return parallel is null && models is null ? null : Math.Min((parallel ?? 1) * (models ?? 1), 1024);
    }

    private static int? Number(IConfiguration configuration, string key) =>
        int.TryParse(configuration[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1024
            ? number
            : null;

    private static OllamaOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<OllamaOptions>>().Value;

    private static OllamaAddress Address(IServiceProvider provider) => OllamaAddress.TryParse(Options(provider).Host)!;
}
