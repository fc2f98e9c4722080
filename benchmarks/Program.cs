using System.Diagnostics;

namespace ChatAi.Benchmarks;

/// <summary>Measures the published portal over HTTP and prints a Markdown table.</summary>
internal static class Program
{
    private static readonly (string Name, Func<Lab, CancellationToken, Task<IReadOnlyList<Row>>> Run)[] Benchmarks =
    [
        ("first-token", FirstToken.RunAsync),
        ("first-token-on-page", FirstTokenOnPage.RunAsync),
        ("long-answer", LongAnswer.RunAsync),
        ("pages", Pages.RunAsync),
        ("cold-start", ColdStart.RunAsync),
    ];

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is [Yardstick.Argument, var address, ..])
        {
            await Yardstick.RunAsync(address, arguments.ElementAtOrDefault(2));
            return 0;
        }

        var unknown = arguments.Except(Benchmarks.Select(b => b.Name)).ToList();
        if (unknown.Count > 0 || !File.Exists(PortalProcess.Program))
        {
            await Console.Error.WriteLineAsync(unknown.Count > 0
                ? $"Known are {string.Join(", ", Benchmarks.Select(b => b.Name))}; without a name all of them run."
                : $"There is no {PortalProcess.Program}: run ./start.sh --build-only first.");
            return 2;
        }

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            await MeasureAsync(arguments, interrupted.Token);
            return 0;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static async Task MeasureAsync(string[] names, CancellationToken cancellationToken)
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        Console.WriteLine("| what | portal | yardstick | ratio | n |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var (name, run) in Benchmarks.Where(b => names.Length == 0 || names.Contains(b.Name)))
        {
            var began = Stopwatch.GetTimestamp();
            await using var lab = await Lab.OpenAsync(cancellationToken);
            foreach (var row in await run(lab, cancellationToken)) Console.WriteLine(row);
            await Console.Error.WriteLineAsync($"{name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        }
    }
}
