using System.Collections.Concurrent;
using System.Net;
using ChatAi.Application.Limits;
using ChatAi.WebUI.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Limits;

/// <summary>Limits connections by address. Excess connections are closed before anything is read.</summary>
internal sealed class ConnectionsByAddress(IOptions<LimitsOptions> limits, IOptions<NetworkOptions> network)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();
    private readonly List<IPNetwork> _proxies = [.. network.Value.Proxies.Select(ParseProxy).OfType<IPNetwork>()];

    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        if (AddressOf(connection) is not { } address)
        {
            await next(connection);
            return;
        }

        try
        {
            if (_open.AddOrUpdate(address, 1, (_, open) => open + 1) <= limits.Value.ConnectionsPerAddress) await next(connection);
            else connection.Abort(new ConnectionAbortedException("Too many connections of one address."));
        }
        finally
        {
            if (_open.AddOrUpdate(address, 0, (_, open) => open - 1) == 0) _open.TryRemove(KeyValuePair.Create(address, 0));
        }
    };

    // Null: not counted.
    private IPAddress? AddressOf(ConnectionContext connection)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address }) return null;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _proxies.Exists(proxy => proxy.Contains(plain)) ? null : AddressLimits.Network(plain);
    }

    private static IPNetwork? ParseProxy(string text) => NetworkOptions.TryParseProxy(text, out var proxy) ? proxy : null;
}
