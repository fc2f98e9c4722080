using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ChatAi.OllamaSimulator;

internal static class HttpContextExtensions
{
    public static ReceivedRequest Received(this HttpContext context) => context.Features.GetRequiredFeature<ReceivedRequest>();

    /// <summary>Closes the connection with a TCP reset instead of an orderly end.</summary>
    public static void Break(this HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
            connection.Socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }
}
