namespace ChatAi.Benchmarks;

/// <summary>Whether a token costs the same at the end of a long answer as at its start.</summary>
internal static class LongAnswer
{
    private const int Tokens = 20_000;
    private const int TokensPerSecond = 1_000;
    private const int SlowTokens = 400;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        // Until the just-in-time compiler has done its best, which is server time as well.
        lab.Simulator.Options.TokensPerSecond = 5 * TokensPerSecond;
        for (var i = 0; i < 3; i++) await MeasureAsync(lab, Tokens, cancellationToken);

        lab.Simulator.Options.TokensPerSecond = TokensPerSecond;
        var (spent, bytes, text) = await MeasureAsync(lab, Tokens, cancellationToken);
        lab.Simulator.Options.TokensPerSecond = 50;
        var (_, slowBytes, slowText) = await MeasureAsync(lab, SlowTokens, cancellationToken);
        const double Quarter = Tokens / 4;
        return
        [
            new Row($"{Tokens} tokens at {TokensPerSecond} a second: server CPU for a token of the last quarter, against the first",
                spent[3].TotalMicroseconds / Quarter, spent[0].TotalMicroseconds / Quarter, "us", 1),
            new Row("the same: second and third quarter, against the first",
                (spent[1] + spent[2]).TotalMicroseconds / Quarter / 2, spent[0].TotalMicroseconds / Quarter, "us", 1),
            new Row("the same: server CPU from the last token to the end of the stream", spent[4].TotalMilliseconds, null, "ms", 1),
            new Row("the same: bytes sent for a token, against its text in UTF-8", bytes / (double)Tokens, text / (double)Tokens, "B", 1),
            new Row($"{SlowTokens} tokens at 50 a second: bytes sent for a token, against its text in UTF-8",
                slowBytes / (double)SlowTokens, slowText / (double)SlowTokens, "B", 1),
        ];
    }

    private static async Task<(TimeSpan[] Spent, long Bytes, int Text)> MeasureAsync(Lab lab, int tokens, CancellationToken cancellationToken)
    {
        lab.Simulator.Requests.Clear();
        var chat = await lab.Owner.NewChatAsync(cancellationToken);
        var answer = await lab.Owner.AskAsync(chat, $"long {tokens}", cancellationToken);
        var request = await lab.Simulator.Requests.WaitAsync(r => r.Chat is not null, cancellationToken);
        var reading = CountAsync(lab, chat, answer, cancellationToken);

        var marks = new List<TimeSpan> { lab.Portal.ProcessorTime };
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            while (request.TokensWritten < quarter * tokens / 4 && !request.Finished) await Task.Delay(2, cancellationToken);
            marks.Add(lab.Portal.ProcessorTime);
        }

        var bytes = await reading;
        marks.Add(lab.Portal.ProcessorTime);
        var text = await WholeTextAsync(lab, chat, answer, cancellationToken);
        return ([.. marks.Zip(marks.Skip(1), (from, to) => to - from)], bytes, text);
    }

    private static async Task<long> CountAsync(Lab lab, Guid chat, Guid answer, CancellationToken cancellationToken)
    {
        using var response = await lab.Owner.EventsAsync(chat, answer, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var length) bytes += length;
        return bytes;
    }

    private static async Task<int> WholeTextAsync(Lab lab, Guid chat, Guid answer, CancellationToken cancellationToken)
    {
        using var response = await lab.Owner.GetAsync($"/chat/{chat}/message/{answer}", cancellationToken);
        var whole = await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(cancellationToken);
        return System.Text.Encoding.UTF8.GetByteCount(whole.GetProperty("message").GetProperty("content").GetString()!);
    }
}
