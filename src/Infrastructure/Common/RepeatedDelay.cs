using System.Threading.Tasks.Sources;

namespace ChatAi.Infrastructure.Common;

/// <summary>A delay for one that waits again and again: without a timer of its own, and without a task for each wait.</summary>
internal sealed class RepeatedDelay : TimingWheel.Entry, IValueTaskSource, IDisposable
{
    private readonly TimingWheel _wheel;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _leaving;
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _isWaiting;

    /// <param name="cancellationToken">Ends a wait early.</param>
    public RepeatedDelay(TimingWheel wheel, CancellationToken cancellationToken)
    {
        (_wheel, _cancellation) = (wheel, cancellationToken);
        _leaving = cancellationToken.UnsafeRegister(static delay => ((RepeatedDelay)delay!).End(), this);
    }

    /// <summary>One wait at a time, to be awaited once.</summary>
    /// <exception cref="OperationCanceledException">Thrown by the wait that was ended early.</exception>
    public ValueTask WaitAsync(TimeSpan time)
    {
        // The wheel may still have the wait that was ended early.
        if (_cancellation.IsCancellationRequested) return ValueTask.FromCanceled(_cancellation);

        _core.Reset();
        Volatile.Write(ref _isWaiting, 1);
        _wheel.Add(this, time);

        // Had it been cancelled a moment before, nothing would say so again.
        if (_cancellation.IsCancellationRequested) End();
        return new ValueTask(this, _core.Version);
    }

    public void Dispose() => _leaving.Dispose();

    void IValueTaskSource.GetResult(short token)
    {
        _core.GetResult(token);
        _cancellation.ThrowIfCancellationRequested();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected internal override void End()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1) _core.SetResult(true);
    }
}
