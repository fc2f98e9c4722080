using System.Diagnostics;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>From the moment a reader asks to stop until the model server sees its connection closed: only that frees the model.</summary>
internal static class Stop
{
    private const int WarmUp = 10;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var stops = lab.Rounds ?? 200;
        lab.Simulator.Options.TokensPerSecond = 50;
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = Words.Of(5_000) };
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        var closed = new List<double>();
        for (var i = 0; i < WarmUp + stops; i++)
        {
            lab.Simulator.Requests.Clear();
            await lab.Owner.AskAsync(chat, "hello", cancellationToken);
            await lab.Simulator.Requests.WaitAsync(r => r.TokensWritten > 2, cancellationToken);
            var began = Stopwatch.GetTimestamp();
            await lab.Owner.StopAsync(chat, cancellationToken);
            var request = await lab.Simulator.Requests.WaitAsync(r => r.ClientLeft, cancellationToken);
            if (i >= WarmUp) closed.Add(Stopwatch.GetElapsedTime(began, request.ClientLeftTimestamp!.Value).TotalMilliseconds);
        }

        return
        [
            new Row("stop, request to the model server's closed connection, p50", closed.Percentile(50), null, "ms", stops),
            new Row("stop, request to the model server's closed connection, p99", closed.Percentile(99), null, "ms", stops)
            {
                Target = "at most 50 ms",
            },
        ];
    }
}
