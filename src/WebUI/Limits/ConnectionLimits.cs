using System.Net;
using System.Net.Sockets;
using ChatAi.Application.Limits;
using ChatAi.WebUI.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Limits;

/// <summary>Limits the number of connections, and how long slow clients can hold one.</summary>
internal sealed class ConnectionLimits(IOptions<LimitsOptions> options, ConnectionsByAddress connections)
    : IConfigureOptions<KestrelServerOptions>, IConfigureOptions<SocketTransportOptions>
{
    // TCP_USER_TIMEOUT, linux/tcp.h.
    private const int Tcp = 6;
    private const int UserTimeout = 18;

    // Includes connections that never send anything.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(25);

    private readonly LimitsOptions _options = options.Value;

    public void Configure(KestrelServerOptions server)
    {
        server.Limits.MaxConcurrentConnections = _options.Connections;
        server.ConfigureEndpointDefaults(endpoint => endpoint.Use(connections.Limit));
        server.Limits.MaxRequestBodySize = BodyLimit.Message;
        server.Limits.KeepAliveTimeout = Idle;
        server.Limits.RequestHeadersTimeout = _options.SlowRequest;
        server.Limits.MinRequestBodyDataRate = new MinDataRate(_options.BodyBytesPerSecond, _options.SlowRequest);
        server.Limits.MinResponseDataRate = new MinDataRate(_options.BodyBytesPerSecond, _options.StuckReader);
    }

    public void Configure(SocketTransportOptions transport) => transport.CreateBoundListenSocket = endpoint =>
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (OperatingSystem.IsLinux() && endpoint is IPEndPoint) CloseWhenStuck(socket);
        return socket;
    };

    // Small writes fill megabytes of kernel buffers first, so the portal would not notice a stuck client for hours. The kernel notices at
    // once. Accepted connections inherit the option.
    private void CloseWhenStuck(Socket socket) =>
        socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes((int)_options.StuckReader.TotalMilliseconds));
}
