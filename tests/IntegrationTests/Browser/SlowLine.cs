using System.Text.Json;
using Microsoft.Playwright;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>What a visit to a page takes.</summary>
/// <param name="Requests">That left the browser; what it had kept does not count.</param>
/// <param name="Bytes">As they were transferred, with headers; without streams, which do not end.</param>
/// <param name="FirstPaint">Milliseconds from the begin of the navigation to the first text (first-contentful-paint).</param>
internal sealed record SlowVisit(string Path, IReadOnlyList<string> Requests, long Bytes, double FirstPaint)
{
    public override string ToString() =>
        $"{Path}: {Requests.Count} requests, {Bytes / 1000.0:0.0} kB, first paint {FirstPaint / 1000:0.00} s\n  "
        + string.Join("\n  ", Requests);
}

/// <summary>A line with 400 ms for each round trip and 50 kB/s, as Chromium simulates it.</summary>
internal sealed class SlowLine
{
    private readonly IPage _page;
    private readonly Dictionary<string, string> _requests = [];
    private long _bytes;

    private SlowLine(IPage page) => _page = page;

    public static async Task<SlowLine> OpenAsync(IPage page)
    {
        var line = new SlowLine(page);
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.requestWillBeSent").OnEvent += (_, sent) => line.Add(sent!.Value);
        session.Event("Network.requestServedFromCache").OnEvent += (_, kept) => line.Remove(kept!.Value);
        session.Event("Network.responseReceived").OnEvent += (_, received) =>
        {
            if (received!.Value.GetProperty("response").GetProperty("fromDiskCache").GetBoolean()) line.Remove(received.Value);
        };
        session.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            Interlocked.Add(ref line._bytes, (long)finished!.Value.GetProperty("encodedDataLength").GetDouble());
        await session.SendAsync("Network.enable");
        await session.SendAsync(
            "Network.emulateNetworkConditions",
            new() { ["offline"] = false, ["latency"] = 400, ["downloadThroughput"] = 50_000, ["uploadThroughput"] = 50_000 });
        return line;
    }

    /// <param name="last">A part of the address of what the page asks for last.</param>
    public async Task<SlowVisit> VisitAsync(string path, string? last = null)
    {
        lock (_requests) _requests.Clear();
        Interlocked.Exchange(ref _bytes, 0);
        var wait = last is null ? Task.CompletedTask : _page.WaitForResponseAsync(response => response.Url.Contains(last));
        await _page.GotoAsync(path);
        await wait;
        var paint = await _page.EvaluateAsync<double>(
            """
            () => new Promise((done) => new PerformanceObserver((list) => {
              const paint = list.getEntriesByName("first-contentful-paint")[0];
              if (paint) done(paint.startTime);
            }).observe({ type: "paint", buffered: true }))
            """);
        lock (_requests) return new SlowVisit(path, [.. _requests.Values], Interlocked.Read(ref _bytes), paint);
    }

    private void Add(JsonElement sent)
    {
        var request = sent.GetProperty("request");
        lock (_requests)
            _requests[$"{Id(sent)} {sent.GetProperty("timestamp")}"] = $"{request.GetProperty("method")} {request.GetProperty("url")}";
    }

    // Redirects of a request have its id.
    private void Remove(JsonElement kept)
    {
        lock (_requests)
            foreach (var key in _requests.Keys.Where(key => key.StartsWith(Id(kept) + " ", StringComparison.Ordinal)).ToList())
                _requests.Remove(key);
    }

    private static string Id(JsonElement message) => message.GetProperty("requestId").GetString()!;
}
