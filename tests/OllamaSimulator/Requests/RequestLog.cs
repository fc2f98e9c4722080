namespace ChatAi.OllamaSimulator;

/// <summary>What reached the simulator, in order, for tests to assert on and to wait for.</summary>
/// <param name="kept">How many of the last ones.</param>
public sealed class RequestLog(int kept = int.MaxValue)
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedRequest> _requests = [];
    private TaskCompletionSource? _next;

    public IReadOnlyList<ReceivedRequest> All
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    public IReadOnlyList<ReceivedRequest> Chats => To("/api/chat");

    public IReadOnlyList<ReceivedRequest> Embeds => To("/api/embed");

    public IReadOnlyList<ReceivedRequest> Pulls => To("/api/pull");

    public IReadOnlyList<ReceivedRequest> To(string path) => [.. All.Where(request => request.Path == path)];

    public void Clear()
    {
        lock (_gate)
            _requests.Clear();
    }

    /// <summary>The first request for which the condition holds, now or as soon as one does.</summary>
    public async Task<ReceivedRequest> WaitAsync(Func<ReceivedRequest, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
                changed = (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            if (All.FirstOrDefault(condition) is { } found)
                return found;
            await changed.WaitAsync(cancellationToken);
        }
    }

    internal ReceivedRequest Add(HttpRequest received, string body)
    {
        var headers = received.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var request = new ReceivedRequest(received.Method, received.Path, body, Signal)
        {
            ClientPort = received.HttpContext.Connection.RemotePort,
            Headers = headers,
        };
        lock (_gate)
        {
            if (_requests.Count >= kept)
                _requests.RemoveAt(0);
            _requests.Add(request);
        }
        Signal();
        return request;
    }

    // Once a token: nothing is allocated while nobody waits.
    private void Signal()
    {
        TaskCompletionSource? reached;
        lock (_gate)
            (reached, _next) = (_next, null);
        reached?.TrySetResult();
    }
}
