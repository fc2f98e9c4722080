using System.Diagnostics;
using System.Text;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>A thousand answers at once at a speed at which people read, all of one user, each in a chat of its own and with a reader.</summary>
internal static class Thousand
{
    public const int MostAnswers = 1024;

    private const int TokensPerSecond = 20;
    private const int Tokens = 1_800;
    private const int WarmUp = 50;
    private const int WarmUpTokens = 1_000;
    private const int AskedAtOnce = 8;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var answers = Math.Min(lab.Rounds ?? 1_000, MostAnswers);
        await using var nginx = Nginx.Start(lab.Simulator.Address);
        await nginx.FirstAnswerAsync("/api/version", cancellationToken);
        using var client = new HttpClient { BaseAddress = nginx.Address };

        lab.Simulator.Options.TokensPerSecond = 10 * TokensPerSecond;
        var chats = new List<Guid>();
        for (var i = 0; i < answers; i++) chats.Add(await lab.Owner.NewChatAsync(cancellationToken));
        for (var i = 0; i < 5; i++)
        {
            await MeasureAsync(lab, lab.Portal, WarmUp, PortalAsync, null, cancellationToken);
        }

        await MeasureAsync(lab, nginx, WarmUp, NginxAsync, null, cancellationToken);

        lab.Simulator.Options.TokensPerSecond = TokensPerSecond;
        await Task.Delay(Settling, cancellationToken);
        var portal = await MeasureAsync(lab, lab.Portal, answers, PortalAsync, new StoreCommits(lab.DataDirectory), cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        var least = await MeasureAsync(lab, nginx, answers, NginxAsync, null, cancellationToken);

        var name = $"{answers} answers at {TokensPerSecond} tokens a second";
        return
        [
            new Row($"{name}: complete", portal.Complete, least.Complete, "", answers) { Target = $"{answers}" },
            new Row($"{name}: token, simulator to reader, p50", portal.Delays.Percentile(50), least.Delays.Percentile(50), "ms", portal.Delays.Count),
            new Row($"{name}: token, simulator to reader, p99", portal.Delays.Percentile(99), least.Delays.Percentile(99), "ms", portal.Delays.Count) { Target = "at most 100 ms" },
            new Row($"{name}: CPU for a token, against nginx", portal.Processor, least.Processor, "us", (int)(answers * TokensPerSecond * Window.TotalSeconds)) { Target = "at most 2 x" },
            new Row($"{name}: commits a second", portal.Commits, null, "", (int)Window.TotalSeconds) { Target = "at most 5" },
            new Row($"{name}: memory for a stream", portal.Memory, least.Memory, "KiB", answers) { Target = "at most 64 KiB" },
        ];

        async Task<HttpResponseMessage> PortalAsync(int number)
        {
            var answer = await lab.Owner.AskAsync(chats[number], Prompt(number), cancellationToken);
            return await lab.Owner.EventsAsync(chats[number], answer, cancellationToken);
        }

        async Task<HttpResponseMessage> NginxAsync(int number)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat");
            request.Content = new StringContent(
                $$"""{"model":"{{Lab.Model}}","messages":[{"role":"user","content":"{{Prompt(number)}}"}]}""", Encoding.UTF8, "application/json");
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
    }

    private static string Prompt(int number) => $"answer {number}";

    private static async Task<Measured> MeasureAsync(
        Lab lab, Child server, int answers, Func<int, Task<HttpResponseMessage>> open, StoreCommits? commits, CancellationToken cancellationToken)
    {
        var pieces = Words.Of(answers == WarmUp ? WarmUpTokens : Tokens);
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = pieces };
        lab.Simulator.Requests.Clear();
        var memory = server.ResidentKibibytes;
        var arrivals = Enumerable.Range(0, answers).Select(_ => new Arrivals(pieces.Count)).ToList();
        using var asking = new SemaphoreSlim(AskedAtOnce);
        var reading = Task.WhenAll(arrivals.Select((arrival, number) => ReadAsync(number, arrival)));
        var asked = lab.Simulator.Requests;
        while (!reading.IsCompleted && asked.Chats.Count(c => c.TokensWritten > 0) < answers) await Task.Delay(100, cancellationToken);

        // Until the last of them streams as the others do, and the just-in-time compiler has done its best.
        if (answers != WarmUp) await Task.WhenAny(reading, Task.Delay(3 * Settling, cancellationToken));
        var (spent, written, own, began) = (server.ProcessorTime, Written(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var committed = 0;
        if (commits is not null) committed = await commits.CountAsync(Window, cancellationToken);
        else await Task.WhenAny(reading, Task.Delay(Window, cancellationToken));
        (spent, written, own, var time) = (
            server.ProcessorTime - spent, Written() - written, Environment.CpuUsage.TotalTime - own, Stopwatch.GetElapsedTime(began));
        memory = server.ResidentKibibytes - memory;
        if (commits is not null && reading.IsCompleted) throw new InvalidOperationException("The answers ended before they were measured.");
        await reading;

        var (from, to) = (began, began + (long)(time.TotalSeconds * Stopwatch.Frequency));
        var byPrompt = asked.Chats.ToDictionary(c => c.Chat!.LastUserMessage);
        var delays = arrivals.SelectMany((arrival, number) => arrival.DelaysSince(byPrompt[Prompt(number)].TokenTimestamps))
            .Where(d => d.Written >= from && d.Written < to).Select(d => d.Delay).ToList();
        await Console.Error.WriteLineAsync($"{server.GetType().Name}: {written / time.TotalSeconds:0} tokens/s, {spent / time:P0} of its core, simulator and readers {own / time:P0} of theirs; p99 {delays.DefaultIfEmpty().Percentile(99):0} ms, memory {memory / (double)answers:0} KiB");
        return new Measured(
            arrivals.Count(a => a.IsComplete), delays, spent.TotalMicroseconds / Math.Max(1, written), committed / time.TotalSeconds, memory / (double)answers);

        int Written() => asked.Chats.Sum(c => c.TokensWritten);

        async Task ReadAsync(int number, Arrivals arrival)
        {
            await asking.WaitAsync(cancellationToken);
            using var response = await open(number);
            asking.Release();
            response.EnsureSuccessStatusCode();
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await arrival.ReadAsync(stream, cancellationToken);
        }
    }

    private sealed record Measured(int Complete, List<double> Delays, double Processor, double Commits, double Memory);
}
