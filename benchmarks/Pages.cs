namespace ChatAi.Benchmarks;

/// <summary>Pages of someone with a hundred chats, one after the other, as the server itself times them (<c>Server-Timing</c>).</summary>
internal static class Pages
{
    private const int Chats = 100;
    private const int Exchanges = 20;
    private const int Requests = 300;
    private const int WarmUp = 300;
    private const string StaticFile = "/icons/mark.svg";

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var chat = Guid.Empty;
        for (var i = 0; i < Chats; i++)
        {
            chat = await lab.Owner.NewChatAsync(cancellationToken);
            await lab.Owner.AskAndWaitAsync(chat, "hello", cancellationToken);
        }

        for (var i = 1; i < Exchanges; i++) await lab.Owner.AskAndWaitAsync(chat, $"question {i}", cancellationToken);

        var file = await MeasureAsync(lab, StaticFile, cancellationToken);
        var rows = new List<Row>();
        foreach (var (name, path) in new[] { ("/dashboard", "/dashboard"), ($"/chat/{{id}} with {2 * Exchanges} messages", $"/chat/{chat}"), ("/settings", "/settings") })
        {
            var page = await MeasureAsync(lab, path, cancellationToken);
            rows.Add(new Row($"{name}, {Chats} chats: server time, p50", page.Server.Percentile(50), null, "ms", Requests));
            rows.Add(new Row($"{name}, {Chats} chats: server time, p99", page.Server.Percentile(99), null, "ms", Requests));
            rows.Add(new Row($"{name}, {Chats} chats: server CPU for a request", page.Processor, file.Processor, "ms", Requests));
            rows.Add(new Row($"{name}, {Chats} chats: whole request against a static file's, p50", page.Whole.Percentile(50), file.Whole.Percentile(50), "ms", Requests));
        }

        return rows;
    }

    private static async Task<(List<double> Server, List<double> Whole, double Processor)> MeasureAsync(Lab lab, string path, CancellationToken cancellationToken)
    {
        var pages = new List<PageTime>();
        var spentBefore = TimeSpan.Zero;
        for (var i = 0; i < WarmUp + Requests; i++)
        {
            if (i == WarmUp) spentBefore = lab.Portal.ProcessorTime;
            var page = await PageTime.MeasureAsync(lab, path, cancellationToken);
            if (i >= WarmUp) pages.Add(page);
        }

        return ([.. pages.Select(p => p.Server)], [.. pages.Select(p => p.Whole)], (lab.Portal.ProcessorTime - spentBefore).TotalMilliseconds / Requests);
    }
}
