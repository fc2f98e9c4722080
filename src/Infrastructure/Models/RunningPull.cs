namespace ChatAi.Infrastructure.Models;

internal enum StopReason
{
    Cancel,
    Pause,
}

/// <param name="By">The name of who wants it.</param>
internal sealed record StopRequest(StopReason Reason, string? By);

/// <summary>A download that a worker has, for those who want it to halt.</summary>
internal sealed class RunningPull : IDisposable
{
    private readonly CancellationTokenSource _halt = new();
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancelled when somebody wants it to halt; <see cref="Requested"/> says how.</summary>
    public CancellationToken Halted => _halt.Token;

    public StopRequest? Requested { get; private set; }

    /// <summary>Completes once its halt, or its end, is in the store.</summary>
    public Task Stored => _stored.Task;

    /// <summary>The first wish counts, except that a cancel wins over a pause.</summary>
    public void Halt(StopRequest wish)
    {
        lock (_halt)
        {
            if (_stored.Task.IsCompleted || (Requested is not null && wish.Reason != StopReason.Cancel)) return;
            Requested = wish;
            if (!_halt.IsCancellationRequested) _ = _halt.CancelAsync();
        }
    }

    public void SetStored()
    {
        lock (_halt) _stored.TrySetResult();
    }

    public void Dispose() => _halt.Dispose();
}
