using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ChatAi.OllamaSimulator;

internal static class HttpContextExtensions
{
    public static ReceivedRequest Received(this HttpContext context) => context.Features.GetRequiredFeature<ReceivedRequest>();

    /// <summary>Closes the connection in the middle of the body, with a TCP reset or just so.</summary>
    public static void Break(this HttpContext context, bool withReset)
    {
        if (withReset && context.Features.Get<IConnectionSocketFeature>() is { } connection)
            connection.Socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }
}
