using System.Net;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Security;

/// <summary>The host names of the portal. Others are rejected because of DNS rebinding, in which an attacker's name resolves to our
/// address. IP addresses and names that resolve only in the local network are safe.</summary>
internal sealed class KnownHosts
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _endings = [];
    private readonly bool _isAny;

    public KnownHosts(IOptions<NetworkOptions> options, IConfiguration configuration)
    {
        var machine = Dns.GetHostName();
        _names.UnionWith(["localhost", machine, Environment.MachineName, $"{Environment.MachineName}.local"]);
        _names.UnionWith(
            (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => BindingAddress.Parse(url).Host)
        );
        foreach (var host in options.Value.Hosts)
        {
            if (host == "*") _isAny = true;
            else if (host.StartsWith("*.", StringComparison.Ordinal)) _endings.Add(host[1..]);
            else _names.Add(host);
        }
    }

    /// <param name="host">Without the port; an IPv6 address with or without brackets.</param>
    public bool Has(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return _isAny
            || IPAddress.TryParse(name, out _)
            || _names.Contains(name)
            || _endings.Exists(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
