using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>The portal's memory before a series of very long answers, after it, and after they are deleted.</summary>
internal static class ReleasedMemory
{
    private const int Answers = 57;
    private const int Length = 5_000_000;
    private const int PieceLength = 1_000;
    private const double Target = 1.3;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var answers = lab.Rounds ?? Answers;
        var paragraph = string.Concat(Enumerable.Repeat("A *sentence* of a very long `answer`. ", PieceLength / 38)) + "\n\n";
        var pieces = Enumerable.Repeat(paragraph, Length / paragraph.Length).ToArray();
        await AskAsync(lab, ["Warm ", "up"], cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        var before = lab.Portal.ResidentKibibytes / 1024.0;

        var chats = new List<Guid>();
        for (var i = 0; i < answers; i++) chats.Add(await AskAsync(lab, pieces, cancellationToken));
        var after = lab.Portal.ResidentKibibytes / 1024.0;

        foreach (var chat in chats) await lab.Owner.DeleteChatAsync(chat, cancellationToken);
        var deleted = TimeProvider.System.GetTimestamp();
        var released = lab.Portal.ResidentKibibytes / 1024.0;
        while (released > Target * before && TimeProvider.System.GetElapsedTime(deleted) < Deadline)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            released = lab.Portal.ResidentKibibytes / 1024.0;
        }

        return
        [
            new Row($"{answers} answers of 5 MB: memory after them, against before", after, before, "MiB", answers),
            new Row("the same: after their deletion, against before", released, before, "MiB", answers) { Target = "at most 1.3" },
            new Row("the same: from their deletion until then", TimeProvider.System.GetElapsedTime(deleted).TotalSeconds, null, "s", answers) { Target = "at most 120 s" },
        ];
    }

    private static async Task<Guid> AskAsync(Lab lab, string[] pieces, CancellationToken cancellationToken)
    {
        lab.Simulator.Answers.Enqueue(new SimulatedAnswer { Pieces = pieces });
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        var answer = await lab.Owner.AskAsync(chat, "go", cancellationToken);
        using var response = await lab.Owner.EventsAsync(chat, answer, cancellationToken);
        await using var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        await stream.CopyToAsync(Stream.Null, cancellationToken);
        return chat;
    }
}
