using System.Net;
using System.Net.Sockets;

namespace ChatAi.Testing;

/// <summary>
/// Loopback ports for programs that cannot pick one themselves. They lie below the range from which the system assigns ports, each test
/// program starts at a random one, and none is returned twice. Otherwise another program may take a port before the one that it is for
/// listens, and the test talks to the wrong program.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Count = 22_000;

    private static int s_last = Random.Shared.Next(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref s_last) % Count);
            if (IsFree(port)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
