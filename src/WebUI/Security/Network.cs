using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Security;

/// <summary>Who a request comes from and whom it asks for, before anything else is believed of it.</summary>
internal static class Network
{
    public static IServiceCollection AddNetwork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection(NetworkOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidator>();
        services.AddSingleton<KnownHosts>();

        // After all other words on them: ASPNETCORE_FORWARDEDHEADERS_ENABLED would trust everybody.
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

        // Without a list the middleware would trust everybody. The Host is never taken from a header that proxies pass on unread.
        headers.ForwardedHeaders = headers.KnownIPNetworks.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

        // As many proxies as there are, one behind another, up to the first that nobody has named.
        headers.ForwardLimit = null;
    }
}
