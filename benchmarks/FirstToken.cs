using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text;

namespace ChatAi.Benchmarks;

/// <summary>
/// The first token of an answer: from the moment the simulator has handed it to the network, and from the moment it was asked for, until
/// a reader has it.
/// </summary>
internal static class FirstToken
{
    private const int WarmUp = 20;
    private const int AnswersPerChat = 20;

    // Time for the reader to be there before the first token, as a page is.
    private static readonly TimeSpan TimeToFirstToken = TimeSpan.FromMilliseconds(60);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var answers = lab.Rounds ?? 200;
        lab.Simulator.Options.TimeToFirstToken = TimeToFirstToken;
        lab.Simulator.Options.TokensPerSecond = 200;
        lab.Simulator.Answers.Respond = _ => new("Good morning! What can I do for you today?");

        await using var yardstick = Yardstick.Start(lab.Simulator.Address);
        await yardstick.FirstAnswerAsync("/login", cancellationToken);
        await using var nginx = Nginx.Start(lab.Simulator.Address);
        await nginx.FirstAnswerAsync("/api/version", cancellationToken);
        using var program = new HttpClient { BaseAddress = yardstick.Address };
        using var proxy = new HttpClient { BaseAddress = nginx.Address };
        using var direct = new HttpClient { BaseAddress = lab.Simulator.Address };
        var (portal, passed, proxied, straight) = (new List<Wait>(), new List<Wait>(), new List<Wait>(), new List<Wait>());
        var chat = Guid.Empty;

        // In turns, so that whatever else the machine does falls on all.
        for (var i = 0; i < WarmUp + answers; i++)
        {
            if (i == WarmUp) foreach (var waits in new[] { portal, passed, proxied, straight }) waits.Clear();
            if (i % AnswersPerChat == 0) chat = await lab.Owner.NewChatAsync(cancellationToken);
            portal.Add(await PortalAsync(lab, chat, cancellationToken));
            passed.Add(
                await StreamAsync(
                    lab,
                    () =>
                        program.GetAsync(new Uri("/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken),
                    cancellationToken
                )
            );
            proxied.Add(await StreamAsync(lab, () => AskModelAsync(proxy, cancellationToken), cancellationToken));
            straight.Add(await StreamAsync(lab, () => AskModelAsync(direct, cancellationToken), cancellationToken));
        }

        return
        [
            new Row("first token, simulator to reader, p50, against ASP.NET Core", Passing(portal, 50), Passing(passed, 50), "ms", answers),
            new Row("first token, simulator to reader, p99, against ASP.NET Core", Passing(portal, 99), Passing(passed, 99), "ms", answers),
            new Row(
                "first token, simulator to reader, added to a direct connection, p50, against nginx",
                Passing(portal, 50) - Passing(straight, 50),
                Passing(proxied, 50) - Passing(straight, 50),
                "ms",
                answers
            )
            {
                Target = "at most 3 x",
            },
            new Row(
                "first token, question to reader, added to a direct connection, p50, against nginx",
                Whole(portal) - Whole(straight),
                Whole(proxied) - Whole(straight),
                "ms",
                answers
            )
            {
                Target = "at most 3 x",
            },
        ];

        static double Passing(List<Wait> waits, int percent) => waits.Select(w => w.Passing).Percentile(percent);

        static double Whole(List<Wait> waits) => waits.Select(w => w.Whole).Percentile(50);
    }

    private static async Task<Wait> PortalAsync(Lab lab, Guid chat, CancellationToken cancellationToken)
    {
        lab.Simulator.Requests.Clear();
        var asked = Stopwatch.GetTimestamp();
        var answer = await lab.Owner.AskAsync(chat, "hello", cancellationToken);
        using var response = await lab.Owner.EventsAsync(chat, answer, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        long arrived = 0;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (arrived == 0 && item.EventType is ("text" or "block")) arrived = Stopwatch.GetTimestamp();
        }

        return Wait.Of(lab, asked, arrived);
    }

    private static async Task<Wait> StreamAsync(Lab lab, Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        lab.Simulator.Requests.Clear();
        var asked = Stopwatch.GetTimestamp();
        using var response = await ask();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[4096];
        await stream.ReadExactlyAsync(buffer.AsMemory(0, 1), cancellationToken);
        var arrived = Stopwatch.GetTimestamp();
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
            // The next answer begins when this one is over.
        }

        return Wait.Of(lab, asked, arrived);
    }

    private static async Task<HttpResponseMessage> AskModelAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat");
        request.Content = new StringContent(Lab.ChatRequest, Encoding.UTF8, "application/json");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>In milliseconds. The simulator notes the time after its write, which the reader may be quicker than.</summary>
    private sealed record Wait(double Passing, double Whole)
    {
        public static Wait Of(Lab lab, long asked, long arrived) => new(
            Math.Max(0, Stopwatch.GetElapsedTime(lab.Simulator.Requests.Chats[0].TokenTimestamps[0], arrived).TotalMilliseconds),
            Stopwatch.GetElapsedTime(asked, arrived).TotalMilliseconds);
    }
}
