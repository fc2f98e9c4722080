using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>SIGKILL at any moment while twenty answers are asked for and stream: what of them is there after the next start.</summary>
internal static class Kills
{
    public const int Answers = 20;

    private const int TokensPerSecond = 100;
    private const int LongestLife = 1_500;

    private const double MaxLoss = 500;

    // No token takes more on the wire, so that none that was read counts as unread.
    private const int LongestLine = 160;

    private static readonly IReadOnlyList<string> Pieces = Words.Of(1_000);
    private static readonly string Text = string.Concat(Pieces);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var kills = lab.Rounds ?? 200;
        lab.Simulator.Options.TokensPerSecond = TokensPerSecond;
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = Pieces };
        var found = new List<Found>();
        var intact = 0;
        for (var i = 0; i < kills; i++)
        {
            lab.Simulator.Requests.Clear();
            var (acknowledged, killed, unread) = await LiveAsync(lab, $"round {i}", cancellationToken);
            var asked = lab.Simulator.Requests.Chats.ToDictionary(c => c.Chat!.LastUserMessage);
            await lab.StartAgainAsync(cancellationToken);
            await using var store = await Store.OpenAsync(lab.DataDirectory, cancellationToken);
            if (await store.IsIntactAsync(cancellationToken)) intact++;
            foreach (var (question, exchange) in acknowledged)
            {
                var request = asked.GetValueOrDefault(question);
                var waits = request is null ? 0 : unread.GetValueOrDefault(request.ClientPort) / LongestLine;
                found.Add(await LookAsync(store, question, exchange, request, killed, (int)waits, cancellationToken));
            }
        }

        var (late, written) = (found.Select(f => f.OldestLost).ToList(), found.Select(f => f.OldestUnkept).ToList());
        return
        [
            new Row($"kill -9 during {Answers} answers: intact stores", intact, null, "", kills) { Target = $"{kills}" },
            new Row("the same: acknowledged messages that are gone", found.Sum(f => f.Gone), null, "", 2 * found.Count) { Target = "0" },
            new Row(
                "the same: answers that are no exact beginning of what was sent",
                found.Count(f => !f.IsBeginning),
                null,
                "",
                found.Count
            )
            {
                Target = "0",
            },
            new Row("the same: age of the oldest received text that is gone, p50", late.Percentile(50), null, "ms", late.Count)
            {
                Target = "at most 100 ms",
            },
            new Row("the same: age of the oldest received text that is gone, most", late.Percentile(100), null, "ms", late.Count)
            {
                Target = $"at most {MaxLoss} ms",
            },
            new Row("the same: answers that lost older ones", late.Count(age => age > MaxLoss), null, "", late.Count) { Target = "0" },
            new Row("the same, with text that was still in the connection: most", written.Percentile(100), null, "ms", late.Count),
        ];
    }

    private static async Task<(
        IReadOnlyDictionary<string, Exchange> Acknowledged,
        long Killed,
        IReadOnlyDictionary<int, long> Unread
    )> LiveAsync(Lab lab, string round, CancellationToken cancellationToken)
    {
        var acknowledged = new ConcurrentDictionary<string, Exchange>();
        var first = new TaskCompletionSource();
        var lives = Task.WhenAll(Enumerable.Range(0, Answers).Select(i => AskAndReadAsync(i)));
        await Task.WhenAny(first.Task, lives);
        await Task.Delay(RandomNumberGenerator.GetInt32(0, LongestLife), cancellationToken);
        var killed = lab.Portal.Freeze();
        var unread = await Unread.FromAsync(lab.Simulator.Address.Port, cancellationToken);
        await lab.Portal.KillAsync();
        await lives;
        return (acknowledged, killed, unread);

        async Task AskAndReadAsync(int number)
        {
            try
            {
                var question = $"{round}, answer {number}";
                var chat = await lab.Owner.NewChatAsync(cancellationToken);
                var exchange = await lab.Owner.ExchangeAsync(chat, question, cancellationToken);
                acknowledged[question] = exchange;
                first.TrySetResult();
                using var response = await lab.Owner.EventsAsync(chat, exchange.Answer, cancellationToken);
                await response.Content.CopyToAsync(Stream.Null, cancellationToken);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException)
            {
                // It was killed.
            }
        }
    }

    private static async Task<Found> LookAsync(
        Store store,
        string question,
        Exchange exchange,
        ReceivedRequest? asked,
        long killed,
        int unread,
        CancellationToken cancellationToken
    )
    {
        var (said, content) = (
            await store.ContentAsync(exchange.Question, cancellationToken),
            await store.ContentAsync(exchange.Answer, cancellationToken)
        );
        var gone = (said == question ? 0 : 1) + (content is null ? 1 : 0);
        var tokens = 0;
        for (var length = content?.Length ?? 0; length > 0 && tokens < Pieces.Count; tokens++) length -= Pieces[tokens].Length;
        var lost = asked?.TokenTimestamps.Where(at => at < killed).Skip(tokens).ToList() ?? [];
        var age = lost.Count == 0 ? 0 : Stopwatch.GetElapsedTime(lost[0], killed).TotalMilliseconds;
        return new Found(gone, Text.StartsWith(content ?? "", StringComparison.Ordinal), lost.Count > unread ? age : 0, age);
    }

    /// <param name="OldestLost">How long before the kill the simulator had written the first token that the portal took and has not kept,
    /// in milliseconds.</param>
    /// <param name="OldestUnkept">The same of the first token that is gone, whether the portal had taken it from its connection or
    /// not.</param>
    private sealed record Found(int Gone, bool IsBeginning, double OldestLost, double OldestUnkept);
}
