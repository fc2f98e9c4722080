using System.Threading.Tasks.Sources;

namespace ChatAi.Infrastructure.Common;

/// <summary>A delay for one that waits again and again: with one timer, and without a task for each wait.</summary>
internal sealed class RepeatedDelay : IValueTaskSource, IDisposable
{
    private readonly CancellationToken _cancellation;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _leaving;
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _isWaiting;

    /// <param name="cancellationToken">Ends a wait early.</param>
    public RepeatedDelay(TimeProvider time, CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        _timer = time.CreateTimer(static delay => ((RepeatedDelay)delay!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _leaving = cancellationToken.UnsafeRegister(static delay => ((RepeatedDelay)delay!).End(), this);
    }

    /// <summary>One wait at a time, to be awaited once.</summary>
    /// <exception cref="OperationCanceledException">Thrown by the wait that was ended early.</exception>
    public ValueTask WaitAsync(TimeSpan time)
    {
        _core.Reset();
        Volatile.Write(ref _isWaiting, 1);
        _timer.Change(time, Timeout.InfiniteTimeSpan);

        // Had it been cancelled a moment before, nothing would say so again.
        if (_cancellation.IsCancellationRequested) End();
        return new ValueTask(this, _core.Version);
    }

    public void Dispose()
    {
        _leaving.Dispose();
        _timer.Dispose();
    }

    void IValueTaskSource.GetResult(short token)
    {
        _core.GetResult(token);
        _cancellation.ThrowIfCancellationRequested();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void End()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1) _core.SetResult(true);
    }
}
