using System.Diagnostics.Metrics;
using ChatAi.WebUI.Operations;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatAi.WebUI.Telemetry;

/// <summary>Which telemetry is collected, and where it is sent.</summary>
internal static class OpenTelemetryPipeline
{
    private const string Own = "ChatAi.*";
    private const string Api = "/api/";

    private static readonly string[] NotTraced = ["/healthz", "/readyz", "/metrics"];

    // .NET's connection metrics without the addresses of clients and of the model server.
    private static readonly MetricStreamConfiguration WithoutAddresses = new()
    {
        TagKeys =
        [
            "error.type", "http.connection.state", "http.request.method", "http.response.status_code", "network.protocol.name",
            "network.protocol.version", "network.transport", "network.type", "tls.protocol.version", "url.scheme",
        ],
    };

    public static void AddOpenTelemetry(this IServiceCollection services, bool isScraped, bool isSent)
    {
        // Without baggage, which would pass a client's text on to the model server.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());

        var telemetry = OpenTelemetryServicesExtensions.AddOpenTelemetry(services).ConfigureResource(resource => resource
            .AddService("chat-ai", serviceVersion: ProgramVersion.Text)
            .AddEnvironmentVariableDetector());
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Own, "System.Runtime", "System.Net.Http").AddAspNetCoreInstrumentation().AddView(View);
            metrics.AddInstrumentation(provider => provider.GetRequiredService<StreamMetrics>());
            if (isScraped) metrics.AddPrometheusExporter();
            if (isSent) metrics.AddOtlpExporter();
        });
        if (isScraped) services.AddHostedService<MetricsServer>();
        if (!isSent) return;

        telemetry.WithTracing(traces =>
            traces
                .AddSource(Own)
                .AddAspNetCoreInstrumentation(options => options.Filter = http => !NotTraced.Contains(http.Request.Path.Value))
                .AddHttpClientInstrumentation(options =>
                    options.EnrichWithHttpRequestMessage = (span, request) =>
                    {
                        // Ollama's paths contain no names; a path before them may be a secret of a proxy.
                        var path = request.RequestUri?.AbsolutePath ?? "";
                        if (path.LastIndexOf(Api, StringComparison.Ordinal) is var at and >= 0)
                            span.SetTag("url.template", path[at..]).DisplayName = $"{request.Method} {path[at..]}";
                    }
                )
                .AddProcessor(new SpanFilter())
                .AddOtlpExporter()
        );
    }

    private static MetricStreamConfiguration? View(Instrument instrument) =>
        instrument.Meter.Name is "System.Net.Http" or "Microsoft.AspNetCore.Server.Kestrel" ? WithoutAddresses : null;
}
