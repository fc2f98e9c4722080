using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>Whether a chat of very many messages opens as fast as a short one. Both are shown from their newest messages on.</summary>
internal static class OpenChat
{
    private const int Few = 50;
    private const int Many = 10_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = Words.Of(60) };
        var (small, large) = (await FillAsync(lab, Few, cancellationToken), await FillAsync(lab, Many, cancellationToken));
        var requests = lab.Rounds ?? 300;
        var (quick, slow) = (new List<PageTime>(), new List<PageTime>());

        // In turns, so that whatever else the machine does falls on both.
        for (var i = 0; i < 2 * requests; i++)
        {
            var (few, many) = (
                await PageTime.MeasureAsync(lab, small, cancellationToken),
                await PageTime.MeasureAsync(lab, large, cancellationToken)
            );
            if (i < requests)
                continue;
            quick.Add(few);
            slow.Add(many);
        }

        var name = $"open a chat of {Many} messages, against one of {Few}";
        return
        [
            new Row(
                $"{name}: server time, p50",
                slow.Select(p => p.Server).Percentile(50),
                quick.Select(p => p.Server).Percentile(50),
                "ms",
                requests
            )
            {
                Target = "at most 1.2 x",
            },
            new Row(
                $"{name}: whole request, p50",
                slow.Select(p => p.Whole).Percentile(50),
                quick.Select(p => p.Whole).Percentile(50),
                "ms",
                requests
            ),
        ];
    }

    // One exchange comes by the portal itself; the others are copies of its rows.
    private static async Task<string> FillAsync(Lab lab, int messages, CancellationToken cancellationToken)
    {
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        await lab.Owner.AskAndWaitAsync(chat, "hello", cancellationToken);
        await using var store = await Store.OpenAsync(lab.DataDirectory, cancellationToken);
        await store.MultiplyExchangeAsync(chat, messages / 2, cancellationToken);
        return $"/chat/{chat}";
    }
}
