using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>Whether the 4,000th token of an answer costs what the 500th does, also when all of it is one block.</summary>
internal static class Flatness
{
    private const int Tokens = 4_500;
    private const int TokensPerSecond = 200;

    // Each portal has then shown one whole answer of the kind.
    private const int WarmUps = 1;

    private static readonly (int From, int To) Early = (250, 750);
    private static readonly (int From, int To) Late = (3_750, 4_250);

    private static readonly (string Name, double Target, string Head, Func<int, string> Line)[] Kinds =
    [
        ("paragraphs", 1.2, "", i => $"Paragraph {i} *says* what a `buffer` holds, and why **that** is so.\n\n"),
        ("one code block", 1.2, "```cs\n", i => $"var line{i} = Read(buffer, {i}); // what it holds\n"),
        ("one list", 2, "", i => $"- Item {i} *says* what a `buffer` holds, and why **that** is so.\n"),
        ("one table", 2, "| Name | Holds | Why |\n|---|---|--:|\n", i => $"| Row {i} | what a `buffer` *holds* | **so** |\n"),
        ("one item with a list in it", 2, "1. It is this:\n", i =>
            $"   - Item {i} *says* what a `buffer` holds, and why **that** is so.\n"
        ),
        ("one paragraph", 2, "", i => $"Sentence {i} *says* what a `buffer` holds, and why **that** is so. "),
    ];

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var pairs = lab.Rounds ?? 3;
        var rows = new List<Row>();
        await using var second = await lab.OpenAnotherAsync(cancellationToken);
        Lab[] labs = [lab, second];
        foreach (var each in labs) each.Simulator.Options.TokensPerSecond = TokensPerSecond;
        foreach (var (name, target, head, line) in Kinds)
        {
            var measured = await MeasureAsync(labs, Answer(head, line), WarmUps + pairs, cancellationToken);
            measured.RemoveRange(0, WarmUps);
            var spent = Median(measured, window => window.Spent);
            var bytes = Median(measured, window => window.Bytes);
            rows.Add(
                new Row($"{name}: server CPU for a token around the 4000th, against around the 500th", spent.Late, spent.Early, "us", pairs)
                {
                    Target = $"at most {target} x",
                }
            );
            rows.Add(new Row("the same: bytes sent for a token", bytes.Late, bytes.Early, "B", pairs));
        }

        return rows;
    }

    // Of the pair whose ratio is the median.
    private static (double Late, double Early) Median(IEnumerable<(Window Late, Window Early)> pairs, Func<Window, double> figure)
    {
        var sorted = pairs
            .Select(pair => (Late: figure(pair.Late), Early: figure(pair.Early)))
            .OrderBy(pair => pair.Late / pair.Early)
            .ToList();
        return sorted[(sorted.Count - 1) / 2];
    }

    private static SimulatedAnswer Answer(string head, Func<int, string> line)
    {
        List<string> pieces = head.Length > 0 ? [head] : [];
        for (var i = 0; pieces.Count < Tokens; i++) pieces.AddRange(line(i).Split(' ').Select((word, at) => at == 0 ? word : " " + word));
        return new SimulatedAnswer(string.Concat(pieces.Take(Tokens))) { Pieces = [.. pieces.Take(Tokens)] };
    }

    // A relay of two portals: while the answer of one is at its end, one of the other begins, on the same core and in the same second. How
    // fast a machine is changes more in a quarter of a minute than what is looked for.
    private static async Task<List<(Window Late, Window Early)>> MeasureAsync(
        Lab[] labs,
        SimulatedAnswer text,
        int pairs,
        CancellationToken cancellationToken
    )
    {
        var measured = new List<(Window Late, Window Early)>();
        var old = await StreamedAnswer.BeginAsync(labs[0], text, cancellationToken);
        for (var i = 1; i <= pairs; i++)
        {
            await old.UntilAsync(Late.From - Early.From, cancellationToken);
            var young = await StreamedAnswer.BeginAsync(labs[i % labs.Length], text, cancellationToken);
            var (late, early) = (
                old.WindowAsync(Late.From, Late.To, cancellationToken),
                young.WindowAsync(Early.From, Early.To, cancellationToken)
            );
            measured.Add((await late, await early));
            await old.EndAsync();
            old = young;
        }

        await old.StopAsync(cancellationToken);
        return measured;
    }

    /// <summary>An answer and its reader.</summary>
    private sealed class StreamedAnswer
    {
        private readonly Lab _lab;
        private readonly Guid _chat;
        private readonly ReceivedRequest _request;
        private readonly Task _reading;
        private long _bytes;

        private StreamedAnswer(Lab lab, Guid chat, Guid answer, ReceivedRequest request, CancellationToken cancellationToken)
        {
            (_lab, _chat, _request) = (lab, chat, request);
            _reading = CountAsync(answer, cancellationToken);
        }

        public static async Task<StreamedAnswer> BeginAsync(Lab lab, SimulatedAnswer text, CancellationToken cancellationToken)
        {
            lab.Simulator.Requests.Clear();
            lab.Simulator.Answers.Enqueue(text);
            var chat = await lab.Owner.NewChatAsync(cancellationToken);
            var answer = await lab.Owner.AskAsync(chat, "go", cancellationToken);
            var request = await lab.Simulator.Requests.WaitAsync(r => r.Chat is not null, cancellationToken);
            return new StreamedAnswer(lab, chat, answer, request, cancellationToken);
        }

        public async Task<Window> WindowAsync(int from, int to, CancellationToken cancellationToken)
        {
            await UntilAsync(from, cancellationToken);
            var (spent, sent, written) = (_lab.Portal.ProcessorTime, Interlocked.Read(ref _bytes), _request.TokensWritten);
            await UntilAsync(to, cancellationToken);
            var tokens = (double)(_request.TokensWritten - written);
            return new Window(
                (_lab.Portal.ProcessorTime - spent).TotalMicroseconds / tokens,
                (Interlocked.Read(ref _bytes) - sent) / tokens
            );
        }

        public async Task UntilAsync(int tokens, CancellationToken cancellationToken)
        {
            while (_request.TokensWritten < tokens && !_request.Finished) await Task.Delay(2, cancellationToken);
        }

        public Task EndAsync() => _reading;

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await _lab.Owner.StopAsync(_chat, cancellationToken);
            await _reading;
        }

        private async Task CountAsync(Guid answer, CancellationToken cancellationToken)
        {
            using var response = await _lab.Owner.EventsAsync(_chat, answer, cancellationToken);
            await using var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var length) Interlocked.Add(ref _bytes, length);
        }
    }

    /// <summary>What a token cost.</summary>
    /// <param name="Spent">Microseconds of the server.</param>
    private readonly record struct Window(double Spent, double Bytes);
}
