namespace ChatAi.Benchmarks;

/// <summary>Warm pages of somebody with 200 chats, one after the other: CPU time per request, size of the HTML, and the time the server
/// states (<c>Server-Timing</c>).</summary>
internal static class Pages
{
    private const int Chats = 200;
    private const int Messages = 50;
    private const int WarmUp = 1_500;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var requests = lab.Rounds ?? 300;
        var chat = Guid.Empty;
        for (var i = 0; i < Chats; i++)
        {
            chat = await lab.Owner.NewChatAsync(cancellationToken);
            await lab.Owner.AskAndWaitAsync(chat, "hello", cancellationToken);
        }

        for (var i = 1; i < Messages / 2; i++) await lab.Owner.AskAndWaitAsync(chat, $"question {i}", cancellationToken);

        (string Name, string Path, double Milliseconds, double Kilobytes)[] pages =
        [
            ("settings", "/settings", 2, 15),
            ("models", "/dashboard", 5, 60),
            ($"a chat with {Messages} messages", $"/chat/{chat}", 5, 60),
        ];
        var rows = new List<Row>();
        foreach (var (name, path, milliseconds, kilobytes) in pages)
        {
            var (times, processor) = await MeasureAsync(lab, path, requests, cancellationToken);
            var what = $"{name}, {Chats} chats";
            rows.Add(new Row($"{what}: server CPU per request", processor, null, "ms", requests) { Target = $"at most {milliseconds} ms" });
            rows.Add(new Row($"{what}: HTML", times[0].Bytes / 1000.0, null, "kB", 1) { Target = $"at most {kilobytes} kB" });
            rows.Add(new Row($"{what}: server time, p50", times.Select(p => p.Server).Percentile(50), null, "ms", requests));
            rows.Add(new Row($"{what}: server time, p99", times.Select(p => p.Server).Percentile(99), null, "ms", requests));
        }

        return rows;
    }

    private static async Task<(List<PageTime> Pages, double Processor)> MeasureAsync(
        Lab lab,
        string path,
        int requests,
        CancellationToken cancellationToken
    )
    {
        for (var i = 0; i < WarmUp; i++) await PageTime.MeasureAsync(lab, path, cancellationToken);
        var pages = new List<PageTime>();
        var spentBefore = lab.Portal.ProcessorTime;
        for (var i = 0; i < requests; i++) pages.Add(await PageTime.MeasureAsync(lab, path, cancellationToken));
        return (pages, (lab.Portal.ProcessorTime - spentBefore).TotalMilliseconds / requests);
    }
}
