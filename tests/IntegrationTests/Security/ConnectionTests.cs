using System.Net;
using System.Net.Sockets;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class ConnectionTests : SharedPortalTests
{
    private const int Limit = 40;

    protected override Dictionary<string, string> Settings => new() { ["Limits:ConnectionsPerAddress"] = $"{Limit}" };

    [Fact]
    public async Task One_address_cannot_take_all_connections()
    {
        var greedy = IPAddress.Parse("127.0.0.66");
        var held = new List<Socket>();
        try
        {
            for (var i = 0; i < 2 * Limit; i++) held.Add(await ConnectAsync(greedy));
            await Eventually.HoldsAsync(() =>
            {
                held.Count(socket => !IsClosed(socket)).ShouldBe(Limit);
                return Task.CompletedTask;
            });
            await Should.ThrowAsync<HttpRequestException>(async () =>
            {
                using var refused = Portal.Visit(greedy);
                await refused.GetAsync("/login");
            });

            using var other = Portal.Visit(IPAddress.Parse("127.0.0.67"));
            (await other.GetAsync("/login")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }

        await Eventually.HoldsAsync(async () =>
        {
            using var again = Portal.Visit(greedy);
            (await again.GetAsync("/login")).StatusCode.ShouldBe(HttpStatusCode.OK);
        });
    }

    private async Task<Socket> ConnectAsync(IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Portal.Address.Port, Cancellation);
        }
        catch (SocketException)
        {
            // It was closed before it was noticed to be open.
        }

        return socket;
    }

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return !socket.Connected || (socket.Poll(0, SelectMode.SelectRead) && socket.Receive(new byte[1]) == 0);
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
