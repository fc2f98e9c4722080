using System.Diagnostics;

namespace ChatAi.Benchmarks;

/// <summary>Measures the published portal over HTTP and prints a Markdown table.</summary>
internal static class Program
{
    private static readonly Part[] Parts =
    [
        new("first-token", FirstToken.RunAsync),
        new("first-token-on-page", FirstTokenOnPage.RunAsync) { AreCoresSplit = false },
        new("idle", Idle.RunAsync) { AreCoresSplit = false },
        new("flatness", Flatness.RunAsync),
        new("pages", Pages.RunAsync),
        new("model-pages", ModelPages.RunAsync),
        new("open-chat", OpenChat.RunAsync),
        new("stop", Stop.RunAsync),
        new("cuts", Cuts.RunAsync) { AnswersAtATime = Cuts.Readers },
        new("kills", Kills.RunAsync) { AnswersAtATime = Kills.Answers },
        new("pull-kills", PullKills.RunAsync),
        new("viewers", Viewers.RunAsync),
        new("readers", Streams.ManyReadersAsync) { AnswersAtATime = Streams.MaxAnswers },
        new("answers", Streams.ManyAnswersAsync) { AnswersAtATime = Streams.MaxAnswers },
        new("stress", Streams.StressAsync) { AnswersAtATime = Streams.MaxAnswers },
        new("memory", Memory.RunAsync),
        new("uploads", Uploads.RunAsync),
        new("photo", Photo.RunAsync) { AreCoresSplit = false },
        new("export", Export.RunAsync),
        new("hostile-file", HostileFile.RunAsync) { AreCoresSplit = false },
        new("search", Search.RunAsync),
        new("slow-clients", SlowClients.RunAsync),
        new("sign-in", SignIn.RunAsync),
        new("cold-start", ColdStart.RunAsync),
    ];

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is [Yardstick.Argument, var address, ..])
        {
            await Yardstick.RunAsync(address, arguments.ElementAtOrDefault(2));
            return 0;
        }

        var chosen = arguments.Select(Choose).OfType<Part>().ToList();
        if (chosen.Count < arguments.Length || !File.Exists(PortalProcess.Program))
        {
            await Console.Error.WriteLineAsync(
                chosen.Count < arguments.Length
                    ? $"Known are {string.Join(", ", Parts.Select(p => p.Name))}, each also as name=N for N rounds; without a name all of "
                        + "them run."
                    : $"There is no {PortalProcess.Program}: run ./start.sh --build-only first."
            );
            return 2;
        }

        // Before the first socket: readers read where the kernel wakes them, or they take so much of their core that they are what is
        // measured.
        Environment.SetEnvironmentVariable(Child.InlineCompletions, "1");
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            await MeasureAsync(chosen.Count > 0 ? chosen : Parts, interrupted.Token);
            return 0;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static Part? Choose(string argument)
    {
        var (name, rounds) = argument.Split('=') is [var before, var after] ? (before, after) : (argument, null);
        var part = Array.Find(Parts, p => p.Name == name);
        if (part is null || rounds is null) return part;
        return int.TryParse(rounds, out var number) && number > 0 ? part with { Rounds = number } : null;
    }

    private static async Task MeasureAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        Console.WriteLine("| what | portal | yardstick | ratio | target | n |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var part in parts)
        {
            var began = Stopwatch.GetTimestamp();
            await Cores.SplitAsync(part.AreCoresSplit, cancellationToken);
            await using var lab = await Lab.OpenAsync(part, cancellationToken);
            foreach (var row in await part.Run(lab, cancellationToken)) Console.WriteLine(row);
            await Console.Error.WriteLineAsync($"{part.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        }
    }
}

/// <param name="Run">Does its work in a laboratory of its own.</param>
internal sealed record Part(string Name, Func<Lab, CancellationToken, Task<IReadOnlyList<Row>>> Run)
{
    public int AnswersAtATime { get; init; } = 1;

    public bool AreCoresSplit { get; init; } = true;

    /// <summary>As the command line says it; null leaves it to the part.</summary>
    public int? Rounds { get; init; }
}
