using System.Diagnostics;
using System.Text;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>Many answers at reading speed, each in a chat of its own, with one or more readers.</summary>
internal static class Streams
{
    public const int MaxAnswers = 1024;

    private const int TokensPerSecond = 20;
    private const int Tokens = 1_800;
    private const int WarmUps = 5;
    private const int WarmUpAnswers = 16;
    private const int WarmUpTokens = 1_000;
    private const int RequestsAtOnce = 8;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    /// <summary>A team that watches: few answers, many open pages. nginx passes the same streams to as many readers.</summary>
    public static async Task<IReadOnlyList<Row>> ManyReadersAsync(Lab lab, CancellationToken cancellationToken)
    {
        var load = new StreamLoad(Answers: 16, Readers: lab.Rounds ?? 60, Tokens);
        await using var nginx = Nginx.Start(lab.Simulator.Address);
        await nginx.FirstAnswerAsync("/api/version", cancellationToken);
        await WarmUpAsync(lab, nginx, cancellationToken);
        var portal = await MeasureAsync(lab, lab.Portal, load, Portal(lab), cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        var proxy = await MeasureAsync(lab, nginx, load, Proxy(nginx), cancellationToken);
        return
        [
            Complete(load, portal),
            new Row(
                $"{load}: CPU per delivered token, against nginx",
                portal.ProcessorPerToken,
                proxy.ProcessorPerToken,
                "us",
                portal.Delays.Count
            )
            {
                Target = "at most 1.5 x",
            },
            Median(load, portal, proxy),
            new Row(
                $"{load}: token, model server to reader, p99",
                portal.Delays.Percentile(99),
                proxy.Delays.Percentile(99),
                "ms",
                portal.Delays.Count
            )
            {
                Target = "at most 100 ms",
            },
        ];
    }

    /// <summary>More answers at a time than any model server generates.</summary>
    public static async Task<IReadOnlyList<Row>> ManyAnswersAsync(Lab lab, CancellationToken cancellationToken)
    {
        var load = new StreamLoad(Math.Min(lab.Rounds ?? 200, MaxAnswers), Readers: 1, Tokens);
        await using var nginx = Nginx.Start(lab.Simulator.Address);
        await nginx.FirstAnswerAsync("/api/version", cancellationToken);
        await WarmUpAsync(lab, nginx, cancellationToken);
        var portal = await MeasureAsync(lab, lab.Portal, load, Portal(lab), cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        var proxy = await MeasureAsync(lab, nginx, load, Proxy(nginx), cancellationToken);
        return
        [
            Complete(load, portal),
            Median(load, portal, proxy),
            new Row(
                $"{load}: token, model server to reader, p99",
                portal.Delays.Percentile(99),
                proxy.Delays.Percentile(99),
                "ms",
                portal.Delays.Count
            )
            {
                Target = "at most 150 ms",
            },
        ];
    }

    /// <summary>A stress test: nothing may break, however slow it gets.</summary>
    public static async Task<IReadOnlyList<Row>> StressAsync(Lab lab, CancellationToken cancellationToken)
    {
        var load = new StreamLoad(Math.Min(lab.Rounds ?? 1_000, MaxAnswers), Readers: 1, Tokens);
        await WarmUpAsync(lab, null, cancellationToken);
        var portal = await MeasureAsync(lab, lab.Portal, load, Portal(lab), cancellationToken);
        var text = string.Concat(Words.Of(Tokens));
        var exact = 0;
        await using (var store = await Store.OpenAsync(lab.DataDirectory, cancellationToken))
        {
            foreach (var answer in portal.Answers)
            {
                if (await store.ContentAsync(answer, cancellationToken) == text) exact++;
            }
        }

        return
        [
            Complete(load, portal),
            new Row($"{load}: stored exactly", exact, null, "", load.Answers) { Target = $"{load.Answers}" },
            new Row($"{load}: token, model server to reader, p99", portal.Delays.Percentile(99), null, "ms", portal.Delays.Count),
            new Row($"{load}: peak memory of the portal", lab.Portal.PeakResidentKibibytes / 1024.0, null, "MiB", 1)
            {
                Target = "at most 500 MB",
            },
        ];
    }

    private static Row Complete(StreamLoad load, Measured portal) =>
        new($"{load}: complete streams", portal.Complete, null, "", load.Streams) { Target = $"{load.Streams}" };

    private static Row Median(StreamLoad load, Measured portal, Measured proxy) =>
        new(
            $"{load}: token, model server to reader, p50",
            portal.Delays.Percentile(50),
            proxy.Delays.Percentile(50),
            "ms",
            portal.Delays.Count
        );

    // Until the just-in-time compiler has done its best.
    private static async Task WarmUpAsync(Lab lab, Nginx? nginx, CancellationToken cancellationToken)
    {
        var load = new StreamLoad(WarmUpAnswers, Readers: 3, WarmUpTokens);
        lab.Simulator.Options.TokensPerSecond = 10 * TokensPerSecond;
        for (var i = 0; i < WarmUps; i++) await MeasureAsync(lab, lab.Portal, load, Portal(lab), cancellationToken);
        if (nginx is not null) await MeasureAsync(lab, nginx, load, Proxy(nginx), cancellationToken);
        lab.Simulator.Options.TokensPerSecond = TokensPerSecond;
        await Task.Delay(Settling, cancellationToken);
    }

    private static Source Portal(Lab lab) => new(async (load, cancellationToken) =>
    {
        var answers = new List<Opened>();
        for (var number = 0; number < load.Answers; number++)
        {
            var chat = await lab.Owner.NewChatAsync(cancellationToken);
            var prompt = $"answer {number}";
            answers.Add(new Opened(prompt, load.Readers, async () =>
            {
                var answer = await lab.Owner.AskAsync(chat, prompt, cancellationToken);
                return new Answer(answer, () => lab.Owner.EventsAsync(chat, answer, cancellationToken));
            }));
        }

        return answers;
    });

    // A proxy has no answer to share: each reader has a request of its own.
    private static Source Proxy(Nginx nginx) => new((load, cancellationToken) =>
    {
        var client = new HttpClient { BaseAddress = nginx.Address };
        var answers = Enumerable.Range(0, load.Streams).Select(number =>
        {
            var prompt = $"answer {number}";
            return new Opened(prompt, 1, () => Task.FromResult(new Answer(Guid.Empty, () => PostAsync(client, prompt, cancellationToken))));
        });
        return Task.FromResult(answers.ToList());
    });

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string prompt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat");
        var body = $$"""{"model":"{{Lab.Model}}","messages":[{"role":"user","content":"{{prompt}}"}]}""";
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<Measured> MeasureAsync(
        Lab lab,
        Child server,
        StreamLoad load,
        Source source,
        CancellationToken cancellationToken
    )
    {
        var pieces = Words.Of(load.Tokens);
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = pieces };
        var opened = await source.OpenAsync(load, cancellationToken);
        lab.Simulator.Requests.Clear();
        var requests = lab.Simulator.Requests;
        using var asking = new SemaphoreSlim(RequestsAtOnce);
        var ids = new List<Guid>();
        var arrivals = new List<(string Prompt, Arrivals Arrivals)>();
        var reading = Task.WhenAll(opened.Select(ReadAllAsync).ToList());

        // All of them stream.
        while (!reading.IsCompleted && requests.Chats.Count(c => c.TokensWritten > 0) < opened.Count)
            await Task.Delay(100, cancellationToken);
        if (load.Tokens == Tokens)
            await Task.WhenAny(reading, Task.Delay(3 * Settling, cancellationToken));

        var (spentBefore, writtenBefore, began) = (server.ProcessorTime, Written(), Stopwatch.GetTimestamp());
        await Task.WhenAny(reading, Task.Delay(Window, cancellationToken));
        var (spent, written, ended) = (server.ProcessorTime - spentBefore, Written() - writtenBefore, Stopwatch.GetTimestamp());
        if (load.Tokens == Tokens && reading.IsCompleted)
            throw new InvalidOperationException("The answers ended before they were measured.");
        await reading;

        var byPrompt = requests.Chats.ToDictionary(c => c.Chat!.LastUserMessage, c => c.TokenTimestamps);
        var delays = arrivals.SelectMany(a => a.Arrivals.DelaysSince(byPrompt[a.Prompt]))
            .Where(d => d.Written >= began && d.Written < ended)
            .Select(d => d.Delay).ToList();
        var delivered = (double)written * load.Streams / opened.Count;
        var seconds = Stopwatch.GetElapsedTime(began, ended).TotalSeconds;
        await Console.Error.WriteLineAsync(
            $"{server.GetType().Name}: {delivered / seconds:0} tokens/s delivered, {spent.TotalSeconds / seconds:P0} of a core, p99 "
                + $"{delays.DefaultIfEmpty().Percentile(99):0} ms"
        );
        return new Measured(arrivals.Count(a => a.Arrivals.IsComplete), delays, spent.TotalMicroseconds / Math.Max(1, delivered), ids);

        int Written() => requests.Chats.Sum(c => c.TokensWritten);

        async Task ReadAllAsync(Opened one)
        {
            await asking.WaitAsync(cancellationToken);
            Answer answer;
            try
            {
                answer = await one.AskAsync();
            }
            finally
            {
                asking.Release();
            }

            lock (ids) ids.Add(answer.Id);
            await Task.WhenAll(Enumerable.Range(0, one.Readers).Select(_ => ReadAsync(one.Prompt, answer)));
        }

        async Task ReadAsync(string prompt, Answer answer)
        {
            var arrival = new Arrivals(pieces.Count);
            lock (arrivals) arrivals.Add((prompt, arrival));
            using var response = await answer.FollowAsync();
            response.EnsureSuccessStatusCode();
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await arrival.ReadAsync(stream, cancellationToken);
        }
    }

    private sealed record StreamLoad(int Answers, int Readers, int Tokens)
    {
        public int Streams => Answers * Readers;

        public override string ToString() =>
            Readers == 1
                ? $"{Answers} answers at {TokensPerSecond} tokens/s"
                : $"{Answers} answers at {TokensPerSecond} tokens/s, {Readers} readers each";
    }

    private sealed record Source(Func<StreamLoad, CancellationToken, Task<List<Opened>>> OpenAsync);

    /// <summary>An answer that is ready to be asked for.</summary>
    private sealed record Opened(string Prompt, int Readers, Func<Task<Answer>> AskAsync);

    private sealed record Answer(Guid Id, Func<Task<HttpResponseMessage>> FollowAsync);

    /// <param name="Delays">Milliseconds from the simulator's write to the reader, of each token written in the window, for each
    /// reader.</param>
    /// <param name="ProcessorPerToken">Microseconds of the server per token delivered to a reader.</param>
    private sealed record Measured(int Complete, List<double> Delays, double ProcessorPerToken, List<Guid> Answers);
}
