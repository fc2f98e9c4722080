namespace ChatAi.WebUI.Hosting;

internal static class ListenAddress
{
    public const string DefaultAddress = "http://127.0.0.1:5000";

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    public static void ListenOnLoopbackByDefault(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var isSaid = AddressKeys.Any(key => !string.IsNullOrEmpty(configuration[key]))
            || configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!isSaid) builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
    }
}
