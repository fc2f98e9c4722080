using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChatAi.Infrastructure.Ollama;

internal static class OllamaConnection
{
    /// <summary>Requests go to <c>OLLAMA_HOST</c> only: HTTP_PROXY or a redirect would hand conversations to another host.</summary>
    public static void Configure(SocketsHttpHandler handler, OllamaOptions options)
    {
        handler.UseProxy = false;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;

        // .NET would pass on the trace and baggage of a browser.
        handler.ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator();
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(15);
        handler.ConnectCallback = ConnectAsync;

        // Only closing the connection frees the model. By default it would be read for 2 s more.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
    }

    // Checks the connected address before anything is sent, since a name may resolve to any.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            if (socket.RemoteEndPoint is IPEndPoint peer && OllamaAddress.IsMetadata(peer.Address))
                throw new SocketException((int)SocketError.AccessDenied);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
