namespace ChatAi.Infrastructure.Models;

internal enum StopReason
{
    Cancel,
    Pause,
}

internal sealed record StopRequest(StopReason Reason, string? By);

/// <summary>A download that a worker runs, and how to stop it.</summary>
internal sealed class RunningPull : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationToken Stopped => _stop.Token;

    public StopRequest? Requested { get; private set; }

    /// <summary>Completes once the stop or the end is stored.</summary>
    public Task Stored => _stored.Task;

    /// <summary>The first request counts, except that a cancel overrides a pause.</summary>
    public void Stop(StopRequest request)
    {
        lock (_stop)
        {
            if (_stored.Task.IsCompleted || (Requested is not null && request.Reason != StopReason.Cancel)) return;
            Requested = request;
            if (!_stop.IsCancellationRequested) _ = _stop.CancelAsync();
        }
    }

    public void SetStored()
    {
        lock (_stop) _stored.TrySetResult();
    }

    public void Dispose() => _stop.Dispose();
}
