using System.Diagnostics;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>Whether memory comes back after very long answers were written, shown and deleted.</summary>
internal static class Memory
{
    private const int Pieces = 5_000;
    private const int PieceLength = 1_000;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var answers = lab.Rounds ?? 57;
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = Words.Of(200) };
        await AnswerAsync(lab, cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        var start = lab.Portal.ResidentKibibytes / 1024.0;

        var sentence = string.Concat(Enumerable.Repeat("a sentence of an answer that does not end. ", PieceLength / 43));
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer
        {
            Pieces = [.. Enumerable.Range(0, Pieces).Select(i => i % 4 == 3 ? $"{sentence}\n\n" : sentence)],
        };
        var chats = new List<Guid>();
        for (var i = 0; i < answers; i++) chats.Add(await AnswerAsync(lab, cancellationToken));
        var after = lab.Portal.ResidentKibibytes / 1024.0;
        foreach (var chat in chats) await lab.Owner.DeleteChatAsync(chat, cancellationToken);

        var deleted = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(deleted) < Limit && lab.Portal.ResidentKibibytes / 1024.0 > 1.3 * start)
        {
            await Task.Delay(1_000, cancellationToken);
        }

        var name = $"{answers} answers of 5 MB";
        return
        [
            new Row($"{name}: memory when they are written, against the start", after, start, "MiB", answers),
            new Row(
                $"{name}: memory within 2 minutes after their deletion, against the start",
                lab.Portal.ResidentKibibytes / 1024.0,
                start,
                "MiB",
                answers
            )
            {
                Target = "at most 1.3 x",
            },
            new Row($"{name}: time until then", Stopwatch.GetElapsedTime(deleted).TotalSeconds, null, "s", 1),
        ];
    }

    private static async Task<Guid> AnswerAsync(Lab lab, CancellationToken cancellationToken)
    {
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        var answer = await lab.Owner.AskAsync(chat, "a long one", cancellationToken);
        using var response = await lab.Owner.EventsAsync(chat, answer, cancellationToken);
        await response.EnsureSuccessStatusCode().Content.CopyToAsync(Stream.Null, cancellationToken);
        return chat;
    }
}
