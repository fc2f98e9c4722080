using System.Net;
using System.Net.Sockets;

namespace ChatAi.Testing;

/// <summary>
/// Ports of loopback for programs that cannot pick one themselves. They lie below the range of which the system gives ports to who asks
/// for any, and each test program begins elsewhere and gives none twice. A port that was only just free is otherwise taken by somebody
/// else before the program listens, and the tests then talk to that one.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Count = 22_000;

    private static int s_given = Random.Shared.Next(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref s_given) % Count);
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
