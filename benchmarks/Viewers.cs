using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace ChatAi.Benchmarks;

/// <summary>Many who watch one download: what they see, how often, and how far apart.</summary>
internal static class Viewers
{
    private const int BytesPerSecond = 30_000_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var viewers = lab.Rounds ?? 200;
        lab.Simulator.Options.PullBytesPerSecond = BytesPerSecond;
        var name = BigModel.Offer(lab.Simulator, "viewers");
        await lab.Owner.PullAsync(name, cancellationToken);
        var seen = await Task.WhenAll(Enumerable.Range(0, viewers).Select(_ => WatchAsync(lab, name, cancellationToken)));

        // While they come, this program is too busy to take what it is sent at the time at which it is sent.
        var allAreHere = seen.Max(s => s[0].At);
        seen = [.. seen.Select(s => s.FindAll(one => one.At > allAreHere))];

        // The last number stands for several moments: it is told again while what has come is checked.
        var last = seen.Max(s => s[^1].Bytes);
        var spreads = seen.SelectMany(s => s).GroupBy(s => s.Bytes).Where(g => g.Key < last && g.Count() == viewers)
            .Select(g => Stopwatch.GetElapsedTime(g.Min(s => s.At), g.Max(s => s.At)).TotalMilliseconds).ToList();
        return
        [
            new Row(
                $"{viewers} viewers of one download: downloads asked of the model server",
                lab.Simulator.Requests.Pulls.Count,
                null,
                "",
                viewers
            )
            {
                Target = "1",
            },
            new Row("the same, once all are there: most events in a second to one viewer", seen.Max(MostInASecond), null, "", viewers)
            {
                Target = "at most 4",
            },
            new Row("the same: one number, from the first viewer to the last, p50", spreads.Percentile(50), null, "ms", spreads.Count),
            new Row("the same: one number, from the first viewer to the last, most", spreads.Percentile(100), null, "ms", spreads.Count)
            {
                Target = "at most 250 ms",
            },
        ];
    }

    private static async Task<List<Seen>> WatchAsync(Lab lab, string name, CancellationToken cancellationToken)
    {
        using var response = await lab.Owner.PullEventsAsync(name, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var seen = new List<Seen>();
        var parser = SseParser.Create(stream, (_, data) => JsonDocument.Parse(data.ToArray()).RootElement);
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
            seen.Add(new Seen(Stopwatch.GetTimestamp(), item.Data.GetProperty("completedBytes").GetInt64()));
        return seen;
    }

    // In any second, wherever it begins.
    private static double MostInASecond(List<Seen> seen) =>
        seen.Select((first, i) => seen.Skip(i).TakeWhile(s => Stopwatch.GetElapsedTime(first.At, s.At) < TimeSpan.FromSeconds(1)).Count())
            .Max();

    private readonly record struct Seen(long At, long Bytes);
}
