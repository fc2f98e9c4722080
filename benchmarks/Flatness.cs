using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>Whether the 16,000th token of an answer costs what the 500th does, also when all of it is one block.</summary>
internal static class Flatness
{
    private const int Tokens = 17_000;
    private const int TokensPerSecond = 1_000;
    private const int WarmUps = 1;
    private const string Target = "at most 1.1";

    private static readonly (int From, int To) Early = (250, 1_250);
    private static readonly (int From, int To) Late = (15_500, 16_500);

    private static readonly (string Name, string Head, Func<int, string> Line)[] Kinds =
    [
        ("paragraphs", "", i => $"Paragraph {i} *says* what a `buffer` holds, and why **that** is so.\n\n"),
        ("one code block", "```cs\n", i => $"var line{i} = Read(buffer, {i}); // what it holds\n"),
        ("one list", "", i => $"- Item {i} *says* what a `buffer` holds, and why **that** is so.\n"),
        ("one table", "| Name | Holds | Why |\n|---|---|--:|\n", i => $"| Row {i} | what a `buffer` *holds* | **so** |\n"),
        ("one item with a list in it", "1. It is this:\n", i => $"   - Item {i} *says* what a `buffer` holds, and why **that** is so.\n"),
        ("one paragraph", "", i => $"Sentence {i} *says* what a `buffer` holds, and why **that** is so. "),
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var answers = lab.Rounds ?? 3;
        var rows = new List<Row>();
        lab.Simulator.Options.TokensPerSecond = TokensPerSecond;
        foreach (var (name, head, line) in Kinds)
        {
            var answer = Answer(head, line);
            var windows = new List<(Window Early, Window Late)>();
            for (var i = 0; i < WarmUps + answers; i++) windows.Add(await MeasureAsync(lab, answer, cancellationToken));
            windows.RemoveRange(0, WarmUps);
            rows.Add(new Row($"{name}: server CPU for a token around the 16000th, against around the 500th, medians",
                windows.Select(w => w.Late.Spent).Percentile(50), windows.Select(w => w.Early.Spent).Percentile(50), "us", answers)
            { Target = Target });
            rows.Add(new Row("the same: bytes sent for a token, medians",
                windows.Select(w => w.Late.Bytes).Percentile(50), windows.Select(w => w.Early.Bytes).Percentile(50), "B", answers)
            { Target = Target });
        }

        return rows;
    }

    private static SimulatedAnswer Answer(string head, Func<int, string> line)
    {
        List<string> pieces = head.Length > 0 ? [head] : [];
        for (var i = 0; pieces.Count < Tokens; i++) pieces.AddRange(line(i).Split(' ').Select((word, at) => at == 0 ? word : " " + word));
        return new SimulatedAnswer(string.Concat(pieces.Take(Tokens))) { Pieces = [.. pieces.Take(Tokens)] };
    }

    private static async Task<(Window Early, Window Late)> MeasureAsync(Lab lab, SimulatedAnswer text, CancellationToken cancellationToken)
    {
        lab.Simulator.Requests.Clear();
        lab.Simulator.Answers.Enqueue(text);
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        var answer = await lab.Owner.AskAsync(chat, "go", cancellationToken);
        var request = await lab.Simulator.Requests.WaitAsync(r => r.Chat is not null, cancellationToken);
        long bytes = 0;
        var reading = CountAsync();
        var early = await WindowAsync(Early.From, Early.To);
        var late = await WindowAsync(Late.From, Late.To);
        await reading;
        return (early, late);

        async Task CountAsync()
        {
            using var response = await lab.Owner.EventsAsync(chat, answer, cancellationToken);
            await using var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var length) Interlocked.Add(ref bytes, length);
        }

        async Task<Window> WindowAsync(int from, int to)
        {
            await UntilAsync(from);
            var (spent, sent, written) = (lab.Portal.ProcessorTime, Interlocked.Read(ref bytes), request.TokensWritten);
            await UntilAsync(to);
            var tokens = (double)(request.TokensWritten - written);
            return new Window((lab.Portal.ProcessorTime - spent).TotalMicroseconds / tokens, (Interlocked.Read(ref bytes) - sent) / tokens);
        }

        async Task UntilAsync(int tokens)
        {
            while (request.TokensWritten < tokens && !request.Finished) await Task.Delay(2, cancellationToken);
        }
    }

    /// <summary>What a token cost.</summary>
    /// <param name="Spent">Microseconds of the server.</param>
    private readonly record struct Window(double Spent, double Bytes);
}
