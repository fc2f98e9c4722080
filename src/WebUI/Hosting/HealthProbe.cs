using System.Net;
using System.Net.Security;

namespace ChatAi.WebUI.Hosting;

/// <summary>The health check of a container without a shell: asks the portal that runs with the same settings.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        if (Address(configuration) is not { } address) return await ReportAsync("no address over TCP is known from the settings");
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
            // The certificate need not be valid for localhost, and the request has no secrets.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) =>
                !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable);
            using var client = new HttpClient(handler) { Timeout = Patience };
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode ? 0 : await ReportAsync($"{address} answers with {(int)answer.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return await ReportAsync($"{address} does not answer ({failure.Message.TrimEnd('.')})");
        }
    }

    /// <summary>The portal's local address, from the same settings and in the same order as Kestrel reads them; HTTP first.</summary>
    internal static Uri? Address(IConfiguration configuration)
    {
        var urls = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint["Url"])
            .OfType<string>()
            .ToList();
        if (urls.Count == 0)
            urls = Split(configuration["urls"]);
        if (urls.Count == 0)
            urls =
            [
                .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
                .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
            ];
        if (urls.Count == 0)
            urls = [ListenAddress.DefaultAddress];
        return urls.Select(BindingAddress.Parse)
            .Where(url => url is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 })
            .OrderBy(url => url.Scheme, StringComparer.Ordinal)
            .Select(Reach)
            .FirstOrDefault();
    }

    // A host name means all addresses, as 0.0.0.0 does.
    private static Uri Reach(BindingAddress url)
    {
        var isOne = IPAddress.TryParse(url.Host, out var host) && !host.Equals(IPAddress.Any) && !host.Equals(IPAddress.IPv6Any);
        return new UriBuilder(url.Scheme, isOne ? host!.ToString() : "127.0.0.1", url.Port, "/healthz").Uri;
    }

    private static List<string> Split(string? list) =>
        [.. (list ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<int> ReportAsync(string what)
    {
        await Console.Error.WriteLineAsync($"Chat AI is unhealthy: {what}.");
        return 1;
    }
}
