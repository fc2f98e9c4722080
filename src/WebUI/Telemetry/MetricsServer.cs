using System.Net;
using System.Net.Sockets;
using ChatAi.Infrastructure.Operations;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace ChatAi.WebUI.Telemetry;

/// <summary>Serves <c>/metrics</c> on a port of its own, so that only this port exposes it and scrapes are not counted as
/// requests.</summary>
internal sealed class MetricsServer(
    IServiceProvider services, MeterProvider metrics, IOptions<MetricsOptions> options, KnownHosts hosts, ILoggerFactory loggers)
    : IHostedService, IDisposable
{
    private const string Path = "/metrics";
    private const int Connections = 100;

    private KestrelServer? _server;

    /// <exception cref="StartupException">The port is in use or not allowed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(options.Value.Address), options.Value.Port);
        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = Connections;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Listen(endpoint);
        _server = new KestrelServer(
            Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers),
            loggers
        );
        try
        {
            await _server.StartAsync(new MetricsApplication(Pipeline()), cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            throw new StartupException(
                $"Nothing can listen on {endpoint} for the metrics ({refused.Message.TrimEnd('.')}). Set Metrics__Port or "
                    + "Metrics__Address to another, or the port to 0.",
                refused);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => _server?.Dispose();

    private RequestDelegate Pipeline()
    {
        var app = new ApplicationBuilder(services);
        app.Use(RefuseOtherHosts);
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            metrics,
            http => HttpMethods.IsGet(http.Request.Method) && http.Request.Path == Path,
            path: null,
            configureBranchedPipeline: null,
            optionsName: null
        );
        app.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync($"Only {Path} is here.\n", http.RequestAborted);
        });
        return app.Build();
    }

    // Prevents DNS rebinding. Names without a dot exist only in the local network.
    private Task RefuseOtherHosts(HttpContext http, RequestDelegate next)
    {
        var host = http.Request.Host.Host;
        if (hosts.Has(host) || !host.Contains('.', StringComparison.Ordinal)) return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(services.GetRequiredService<ErrorText>().Of(HostGate.Unknown) + "\n", http.RequestAborted);
    }
}
