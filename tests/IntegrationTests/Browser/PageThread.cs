using Microsoft.Playwright;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>What a page costs its own thread, in processor time: what else the machine does at the moment makes no difference.</summary>
internal sealed class PageThread : IAsyncDisposable
{
    private readonly ICDPSession _session;

    private PageThread(ICDPSession session) => _session = session;

    public static async Task<PageThread> WatchAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        return new PageThread(session);
    }

    /// <summary>The processor time of all its tasks so far (<c>TaskDuration</c> of the DevTools protocol's
    /// <c>Performance.getMetrics</c>).</summary>
    public async Task<TimeSpan> TimeAsync()
    {
        var metrics = (await _session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray();
        return TimeSpan.FromSeconds(
            metrics.Single(metric => metric.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble()
        );
    }

    public async ValueTask DisposeAsync() => await _session.DetachAsync();
}
