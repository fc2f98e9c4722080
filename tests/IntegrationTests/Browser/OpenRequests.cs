using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>What the pages of a window have asked for and not got whole, such as a stream; a page that is left may leave some
/// behind.</summary>
internal sealed class OpenRequests
{
    private readonly ConcurrentDictionary<IRequest, (long Since, int? Status)> _open = new();

    private readonly ConcurrentQueue<string> _failed = new();

    public void Watch(IBrowserContext window)
    {
        window.Request += (_, request) => _open[request] = (Stopwatch.GetTimestamp(), null);
        window.Response += (_, response) =>
        {
            if (_open.TryGetValue(response.Request, out var asked))
                _open.TryUpdate(response.Request, asked with { Status = response.Status }, asked);
        };
        window.RequestFinished += (_, request) => _open.TryRemove(request, out (long Since, int? Status) _);
        window.RequestFailed += (_, request) =>
        {
            _open.TryRemove(request, out (long Since, int? Status) _);
            _failed.Enqueue($"failed: {request.Method} {request.Url} {request.Failure}");
        };
        window.Console += (_, said) =>
        {
            if (said.Type == "error") _failed.Enqueue($"said: {said.Text} {said.Location}");
        };
    }

    /// <returns>A line for each of the newest, and for what could not be had.</returns>
    public override string ToString() =>
        string.Join(
            '\n',
            _open
                .OrderByDescending(open => open.Value.Since)
                .Take(10)
                .Select(open =>
                    $"open for {Stopwatch.GetElapsedTime(open.Value.Since).TotalSeconds:0.0} s: {open.Key.Method} {open.Key.Url} "
                        + $"{open.Value.Status}"
                )
                .Concat(_failed.TakeLast(20))
        );
}
