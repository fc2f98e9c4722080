namespace ChatAi.Infrastructure.Models;

internal enum PullHalt
{
    Cancel,
    Pause,
}

/// <summary>A download that a worker has, for those who want it to halt.</summary>
internal sealed class RunningPull : IDisposable
{
    private readonly CancellationTokenSource _halt = new();
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancelled when somebody wants it to halt; <see cref="Wish"/> says how.</summary>
    public CancellationToken Halted => _halt.Token;

    public PullHalt Wish { get; private set; }

    /// <summary>Completes once its halt, or its end, is in the store.</summary>
    public Task Stored => _stored.Task;

    public void Halt(PullHalt wish)
    {
        lock (_halt)
        {
            if (_stored.Task.IsCompleted || _halt.IsCancellationRequested) return;
            Wish = wish;
            _ = _halt.CancelAsync();
        }
    }

    public void SetStored()
    {
        lock (_halt) _stored.TrySetResult();
    }

    public void Dispose() => _halt.Dispose();
}
