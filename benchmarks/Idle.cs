using System.Diagnostics;

namespace ChatAi.Benchmarks;

/// <summary>What the portal costs while nobody uses it: Ollama is connected and monitored, no page is open.</summary>
internal static class Idle
{
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        await using var bare = Yardstick.Start();
        await bare.FirstAnswerAsync("/login", cancellationToken);

        // The just-in-time compiler works for about two minutes on what the start has left. A portal idles for hours.
        await Task.Delay(Settling, cancellationToken);
        var both = await Task.WhenAll(MeasureAsync(lab.Portal, cancellationToken), MeasureAsync(bare, cancellationToken));
        var (portal, reference) = (both[0], both[1]);
        return
        [
            new Row(
                "idle: voluntary context switches per second, against a bare ASP.NET Core app",
                portal.Switches,
                reference.Switches,
                "",
                (int)Window.TotalSeconds
            )
            {
                Target = "at most 20",
            },
            new Row("idle: percent of a core", portal.Percent, reference.Percent, "%", (int)Window.TotalSeconds)
            {
                Target = "at most 0.2 %",
            },
        ];
    }

    private static async Task<(double Switches, double Percent)> MeasureAsync(Child server, CancellationToken cancellationToken)
    {
        var (before, spent, began) = (server.VoluntarySwitches(), server.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(Window, cancellationToken);
        var (after, time) = (server.VoluntarySwitches(), Stopwatch.GetElapsedTime(began));

        // A thread that ended takes its count with it; one that began counts from zero.
        var switches = after.Sum(thread => thread.Value - before.GetValueOrDefault(thread.Key));
        return (switches / time.TotalSeconds, 100 * ((server.ProcessorTime - spent) / time));
    }
}
