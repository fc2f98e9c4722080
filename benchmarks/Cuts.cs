using System.Security.Cryptography;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>Streams that are cut at any byte and resumed with <c>Last-Event-ID</c>: what the page has in the end, and at every
/// cut.</summary>
internal static class Cuts
{
    public const int Readers = 20;

    private const int Tokens = 600;
    private const int TokensPerSecond = 100;
    private const int MostBytes = 3_000;
    private const int WordLength = 6;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var cuts = lab.Rounds ?? 1_000;
        lab.Simulator.Options.TokensPerSecond = TokensPerSecond;
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = Words.Of(Tokens) };
        var left = cuts;
        var found = await Task.WhenAll(
            Enumerable
                .Range(0, Readers)
                .Select(async _ =>
                {
                    var all = new List<Found>();
                    while (Volatile.Read(ref left) > 0)
                        all.Add(await FollowAsync(lab, () => Interlocked.Decrement(ref left) >= 0, cancellationToken));
                    return all;
                })
        );
        var answers = found.SelectMany(f => f).ToList();
        return
        [
            new Row("streams cut at a random byte and resumed: characters lost", answers.Sum(f => f.Lost), null, "", cuts) { Target = "0" },
            new Row("the same: characters doubled", answers.Sum(f => f.Doubled), null, "", cuts) { Target = "0" },
            new Row(
                "the same: answers whose HTML differs from that of a page opened afterwards",
                answers.Count(f => !f.IsSame),
                null,
                "",
                answers.Count
            )
            {
                Target = "0",
            },
        ];
    }

    private static async Task<Found> FollowAsync(Lab lab, Func<bool> mayCut, CancellationToken cancellationToken)
    {
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        var answer = await lab.Owner.AskAsync(chat, "hello", cancellationToken);
        var page = new AnswerPage();
        var (lost, doubled) = (0, 0);
        while (!page.HasEnded)
        {
            var length = mayCut() ? RandomNumberGenerator.GetInt32(1, MostBytes) : int.MaxValue;
            using (var body = await ReadAsync(lab, chat, answer, page.LastEventId, length, cancellationToken)) page.Take(body);

            // What is there so far must be the beginning, without a hole and nothing twice.
            var words = page.Words;
            lost += (words.Count == 0 ? 0 : words.Max() + 1 - words.Distinct().Count()) * WordLength + page.Gaps;
            doubled += (words.Count - words.Distinct().Count()) * WordLength;
        }

        lost += (Tokens - page.Words.Distinct().Count()) * WordLength;
        var whole = new AnswerPage();
        using (var body = await ReadAsync(lab, chat, answer, null, int.MaxValue, cancellationToken)) whole.Take(body);
        return new Found(lost, doubled, page.Html == whole.Html && page.Words.SequenceEqual(Enumerable.Range(0, Tokens)));
    }

    private static async Task<MemoryStream> ReadAsync(
        Lab lab,
        Guid chat,
        Guid answer,
        string? after,
        int length,
        CancellationToken cancellationToken
    )
    {
        using var response = await lab.Owner.ResumeEventsAsync(chat, answer, after, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var buffer = new byte[4096];
        while (
            body.Length < length
            && await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - body.Length)), cancellationToken)
                is > 0
                    and var count
        )
            body.Write(buffer, 0, count);
        body.Position = 0;
        return body;
    }

    private sealed record Found(int Lost, int Doubled, bool IsSame);
}
