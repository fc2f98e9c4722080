using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Security;

/// <summary>Validates the host and takes the client's address from trusted proxies, before other middleware uses them.</summary>
internal static class Network
{
    public static IServiceCollection AddNetwork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection(NetworkOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidator>();
        services.AddSingleton<KnownHosts>();

        // Runs last: ASPNETCORE_FORWARDEDHEADERS_ENABLED would trust every client.
        services
            .AddOptions<ForwardedHeadersOptions>()
            .PostConfigure<IOptions<NetworkOptions>>((headers, network) => Trust(headers, network.Value));
        return services;
    }

    public static IApplicationBuilder UseNetwork(this IApplicationBuilder app)
    {
        app.UseOwnPathBase();
        return app.UseForwardedHeaders().UseMiddleware<HostGate>();
    }

    private static void Trust(ForwardedHeadersOptions headers, NetworkOptions network)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var text in network.Proxies)
        {
            if (NetworkOptions.TryParseProxy(text, out var proxy)) headers.KnownIPNetworks.Add(proxy);
        }

        // Without a list, the middleware would trust every client. X-Forwarded-Host is never used: proxies pass it on unchecked.
        headers.ForwardedHeaders = headers.KnownIPNetworks.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

        // Any number of proxies, up to the first untrusted address.
        headers.ForwardLimit = null;
    }
}
