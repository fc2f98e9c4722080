using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatAi.Benchmarks;

/// <summary>Many requests that are begun and go on by a byte now and then: what others notice, and when they are cut.</summary>
internal static class SlowClients
{
    private const int Measured = 400;
    private const string Page = "/settings";

    private static readonly TimeSpan BetweenBytes = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // In the middle of the head, in the middle of a body that is announced, and in the middle of one that is not.
    private static readonly string[] Beginnings =
    [
        "GET /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + "100000\r\n\r\nusername=",
        "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: "
            + "chunked\r\n\r\nffff\r\nusername=",
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var clients = lab.Rounds ?? 2_000;
        await OthersAsync(lab, cancellationToken);
        var before = await OthersAsync(lab, cancellationToken);
        var memory = lab.Portal.ResidentKibibytes;
        var open = new Socket[clients];
        for (var i = 0; i < clients; i++)
            open[i] = await BeginAsync(lab.Portal.Address, Beginnings[i % Beginnings.Length], cancellationToken);
        var cuts = Task.WhenAll(open.Select(o => UntilCutAsync(o, cancellationToken)));
        var during = await OthersAsync(lab, cancellationToken);
        var (stillOpen, growth) = (open.Count(o => o.Connected), lab.Portal.ResidentKibibytes - memory);
        var times = await cuts;
        var after = await OthersAsync(lab, cancellationToken);
        foreach (var one in open) one.Dispose();

        var name = $"{clients} requests that do not go on";
        return
        [
            new Row($"{name}: still open when others had been measured", stillOpen, null, "", clients),
            new Row(
                $"the same: {Page} for others meanwhile, against before, p50",
                during.Percentile(50),
                before.Percentile(50),
                "ms",
                Measured
            ),
            new Row(
                $"the same: {Page} for others meanwhile, against before, p99",
                during.Percentile(99),
                before.Percentile(99),
                "ms",
                Measured
            )
            {
                Target = "at most 2 x",
            },
            new Row(
                $"the same: {Page} for others afterwards, against before, p99",
                after.Percentile(99),
                before.Percentile(99),
                "ms",
                Measured
            ),
            new Row("the same: from the first byte to the cut, most", times.Max(), null, "s", clients) { Target = "at most 30 s" },
            new Row("the same: memory for a request", growth / (double)clients, null, "KiB", clients),
        ];
    }

    private static async Task<List<double>> OthersAsync(Lab lab, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < Measured; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await lab.Owner.GetAsync(Page, cancellationToken);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    private static async Task<Socket> BeginAsync(Uri portal, string beginning, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, portal.Port, cancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(beginning), cancellationToken);
        return socket;
    }

    /// <returns>Seconds.</returns>
    private static async Task<double> UntilCutAsync(Socket socket, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var heard = new byte[4096];
        var listening = ListenAsync();
        while (
            Stopwatch.GetElapsedTime(began) < Longest
            && await Task.WhenAny(listening, Task.Delay(BetweenBytes, cancellationToken)) != listening
        )
        {
            try
            {
                await socket.SendAsync("x"u8.ToArray(), cancellationToken);
            }
            catch (SocketException)
            {
                // Cut: the other side tells when.
            }
        }

        return listening.IsCompleted ? await listening : double.PositiveInfinity;

        async Task<double> ListenAsync()
        {
            try
            {
                while (await socket.ReceiveAsync(heard, cancellationToken) > 0)
                {
                    // It is told why.
                }
            }
            catch (SocketException)
            {
                // Cut in the middle.
            }

            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }
}
