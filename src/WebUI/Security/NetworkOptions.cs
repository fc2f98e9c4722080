using System.Net;
using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Security;

/// <summary>Lists are separated by commas.</summary>
[OptionsSection(Section)]
internal sealed partial class NetworkOptions
{
    public const string Section = "Network";
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>In addition to the hosts in ASPNETCORE_URLS; <c>*.example.org</c> means all subdomains, <c>*</c> all hosts.</summary>
    [Option("host names of the portal, besides IP addresses, `localhost` and the machine's name: `chat.example.org`, `*.lan`")]
    public string AllowedHosts { get; set; } = "";

    /// <summary>Proxies whose X-Forwarded-For and X-Forwarded-Proto headers are trusted.</summary>
    [Option("addresses and networks of proxies whose `X-Forwarded-*` headers are trusted: `10.0.0.5, 172.16.0.0/12`")]
    public string TrustedProxies { get; set; } = "";

    /// <summary>The path of the portal below the root of its host. A proxy may remove it from requests; links, redirects and cookies have
    /// it.</summary>
    [Option("the path at which a proxy serves the portal, such as `/chat-ai`; the proxy may keep or strip it")]
    public string PathBase { get; set; } = "";

    public IEnumerable<string> Hosts => AllowedHosts.Split(',', Trimmed);

    public IEnumerable<string> Proxies => TrustedProxies.Split(',', Trimmed);

    /// <summary>Characters that never need escaping.</summary>
    [GeneratedRegex(@"^(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*\z")]
    public static partial Regex PathBasePattern { get; }

    public static bool TryParseProxy(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network)) return true;
        if (!IPAddress.TryParse(text, out var address)) return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}

internal sealed class NetworkOptionsValidator : IValidateOptions<NetworkOptions>
{
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var errors = options
            .Proxies.Where(proxy => !NetworkOptions.TryParseProxy(proxy, out _))
            .Select(proxy =>
                $"Network__TrustedProxies has “{proxy}”, which is neither an address nor a network. Write such as 10.0.0.5 or 10.0.0.0/8."
            )
            .Concat(
                options
                    .Hosts.Where(host => !IsHost(host))
                    .Select(host =>
                        $"Network__AllowedHosts has “{host}”, which is no name of a host. Write it without scheme and port, such as "
                            + "chat.example.org."
                    )
            )
            .ToList();
        if (!NetworkOptions.PathBasePattern.IsMatch(options.PathBase))
            errors.Add($"Network__PathBase is “{options.PathBase}”. Write it with a slash before and none behind, such as /chat-ai.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsHost(string host) =>
        host == "*" || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) is not UriHostNameType.Unknown;
}
