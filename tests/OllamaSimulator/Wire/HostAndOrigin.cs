using System.Net;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// Ollama's guard against web pages that talk to it: an empty 403 for a foreign Origin, and, unless it is bound to every
/// address, for a Host that is neither an address nor local (transcripts 009-013, 197-199).
/// </summary>
internal sealed class HostAndOrigin(SimulatedOllama simulator)
{
    private const string AllowedHeaders = "Authorization,Content-Type,User-Agent,Accept,X-Requested-With";

    private readonly bool _boundToEverything = IPAddress.Parse(simulator.Options.Host).Equals(IPAddress.Any);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var crossOrigin = origin.Length > 0 && origin != $"http://{request.Host}" && origin != $"https://{request.Host}";
        if ((crossOrigin && !IsAllowed(origin)) || !(_boundToEverything || IsLocal(request.Host.Host)))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentLength = 0;
            return;
        }
        if (crossOrigin)
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.Vary = "Origin";
        }
        if (crossOrigin && HttpMethods.IsOptions(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.AccessControlAllowMethods = "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS";
            context.Response.Headers.AccessControlAllowHeaders = AllowedHeaders;
            context.Response.Headers.AccessControlMaxAge = "43200";
            return;
        }
        await next(context);
    }

    private bool IsAllowed(string origin) =>
        simulator.Options.AllowedOrigins.Contains(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Host is "localhost" or "127.0.0.1" or "0.0.0.0" or "[::1]");

    private static bool IsLocal(string host) =>
        host.Length == 0
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || host == "localhost"
        || host.EndsWith(".localhost", StringComparison.Ordinal)
        || host.EndsWith(".local", StringComparison.Ordinal)
        || host.EndsWith(".internal", StringComparison.Ordinal)
        || host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);
}
