using System.Diagnostics;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>How long a long chat takes to export, and what that takes of memory.</summary>
internal static class Export
{
    private const int Messages = 50_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        lab.Simulator.Answers.Respond = _ => new SimulatedAnswer { Pieces = Words.Of(60) };
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        await lab.Owner.AskAndWaitAsync(chat, "hello", cancellationToken);
        await using (var store = await Store.OpenAsync(lab.DataDirectory, cancellationToken))
            await store.MultiplyExchangeAsync(chat, Messages / 2, cancellationToken);
        var small = await lab.Owner.NewChatAsync(cancellationToken);
        await lab.Owner.AskAndWaitAsync(small, "hello", cancellationToken);

        var rows = new List<Row>();
        foreach (var format in new[] { "jsonl", "md" })
        {
            await DownloadAsync(lab, $"/chat/{small}/export.{format}", cancellationToken);
            var memory = new PeakMemory(lab.Portal);
            var began = Stopwatch.GetTimestamp();
            var bytes = await DownloadAsync(lab, $"/chat/{chat}/export.{format}", cancellationToken);
            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var what = $"export {Messages} messages, {bytes / 1e6:0} MB, as {format}";
            rows.Add(new Row(what, took, null, "s", 1) { Target = "at most 3" });
            rows.Add(new Row($"{what}: memory above before", memory.Stop(), null, "MiB", 1) { Target = "at most 20" });
        }

        return rows;
    }

    private static async Task<long> DownloadAsync(Lab lab, string path, CancellationToken cancellationToken)
    {
        using var response = await lab.Owner.GetAsync(path, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[65_536];
        long bytes = 0;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;) bytes += read;
        return bytes;
    }
}
