using System.Diagnostics;
using System.Net.ServerSentEvents;

namespace ChatAi.Benchmarks;

/// <summary>From the moment the simulator has handed the first token to the network until a reader has it.</summary>
internal static class FirstToken
{
    private const int Answers = 200;
    private const int WarmUp = 20;
    private const int AnswersPerChat = 20;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        // Time for the reader to be there before the first token, as a page is.
        lab.Simulator.Options.TimeToFirstToken = TimeSpan.FromMilliseconds(60);
        lab.Simulator.Options.TokensPerSecond = 200;
        lab.Simulator.Answers.Respond = _ => new("Good morning! What can I do for you today?");

        await using var yardstick = Yardstick.Start(lab.Simulator.Address);
        await yardstick.FirstAnswerAsync("/login", cancellationToken);
        using var client = new HttpClient { BaseAddress = yardstick.Address };
        var (portal, least) = (new List<double>(), new List<double>());
        var chat = Guid.Empty;

        // In turns, so that whatever else the machine does falls on both.
        for (var i = 0; i < WarmUp + Answers; i++)
        {
            if (i % AnswersPerChat == 0) chat = await lab.Owner.NewChatAsync(cancellationToken);
            var (slow, quick) = (await PortalAsync(lab, chat, cancellationToken), await YardstickAsync(lab, client, cancellationToken));
            if (i < WarmUp) continue;
            portal.Add(slow);
            least.Add(quick);
        }

        return
        [
            new Row("first token, simulator to reader, p50", portal.Percentile(50), least.Percentile(50), "ms", portal.Count),
            new Row("first token, simulator to reader, p99", portal.Percentile(99), least.Percentile(99), "ms", portal.Count),
        ];
    }

    private static async Task<double> PortalAsync(Lab lab, Guid chat, CancellationToken cancellationToken)
    {
        lab.Simulator.Requests.Clear();
        var answer = await lab.Owner.AskAsync(chat, "hello", cancellationToken);
        using var response = await lab.Owner.EventsAsync(chat, answer, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        long arrived = 0;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (arrived == 0 && item.EventType is ("text" or "block")) arrived = Stopwatch.GetTimestamp();
        }

        return Delay(lab, arrived);
    }

    private static async Task<double> YardstickAsync(Lab lab, HttpClient client, CancellationToken cancellationToken)
    {
        lab.Simulator.Requests.Clear();
        await using var stream = await client.GetStreamAsync(new Uri("/stream", UriKind.Relative), cancellationToken);
        var buffer = new byte[4096];
        await stream.ReadExactlyAsync(buffer.AsMemory(0, 1), cancellationToken);
        var arrived = Stopwatch.GetTimestamp();
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
            // The next answer begins when this one is over.
        }

        return Delay(lab, arrived);
    }

    // The simulator notes the time after its write, which the reader may be quicker than.
    private static double Delay(Lab lab, long arrived) =>
        Math.Max(0, Stopwatch.GetElapsedTime(lab.Simulator.Requests.Chats[0].TokenTimestamps[0], arrived).TotalMilliseconds);
}
