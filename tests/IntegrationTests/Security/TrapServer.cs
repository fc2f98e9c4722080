using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatAi.IntegrationTests.Security;

/// <summary>A server on the loopback interface that nobody may ask; it keeps what it was asked for.</summary>
internal sealed class TrapServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _asked = new();

    public TrapServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    public IReadOnlyCollection<string> Asked => _asked;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var head = new byte[200];
                var length = await client.GetStream().ReadAsync(head);
                _asked.Enqueue(Encoding.ASCII.GetString(head, 0, length));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
