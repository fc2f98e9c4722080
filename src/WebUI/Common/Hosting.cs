namespace ChatAi.WebUI.Common;

internal static class Hosting
{
    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    /// <summary>Listens on this machine only until somebody says otherwise.</summary>
    public static void ListenOnLoopbackByDefault(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var isSaid = AddressKeys.Any(key => !string.IsNullOrEmpty(configuration[key]))
            || configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!isSaid) builder.WebHost.UseUrls("http://127.0.0.1:5000");
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
    }
}
