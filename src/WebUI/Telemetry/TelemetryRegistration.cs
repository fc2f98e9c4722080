using ChatAi.Infrastructure.Operations;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Telemetry;

internal static class TelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Registers only what is configured. Without it, the OpenTelemetry libraries are not even loaded.</summary>
    /// <exception cref="StartupException">The endpoint is invalid.</exception>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(MetricsOptions.Section);
        services.AddOptions<MetricsOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>();
        services.AddSingleton<StreamMetrics>();

        var isScraped = section.Get<MetricsOptions>() is { Port: > 0 };
        var isSent = IsSent(configuration);
        if (isScraped || isSent) services.AddOpenTelemetry(isScraped, isSent);
        return services;
    }

    // Otherwise the exporter would silently use its default.
    private static bool IsSent(IConfiguration configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 } endpoint) return false;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new StartupException($"{Endpoint} is “{endpoint}”, which is no http(s) address. Write such as http://127.0.0.1:4317.");
        if (configuration[Protocol] is { Length: > 0 } protocol && protocol is not ("grpc" or "http/protobuf"))
            throw new StartupException($"{Protocol} is “{protocol}”; it is grpc or http/protobuf.");
        return true;
    }
}
