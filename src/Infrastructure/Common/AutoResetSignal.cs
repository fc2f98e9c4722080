using System.Threading.Tasks.Sources;

namespace ChatAi.Infrastructure.Common;

/// <summary>Wakes one that waits again and again, and allocates nothing for it. A call while nobody waits is kept for the next wait.</summary>
internal sealed class AutoResetSignal : IValueTaskSource
{
    private const int Unset = 0;
    private const int IsSet = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _core;
    private int _state;

    /// <summary>From any thread.</summary>
    /// <param name="runsOn">Whether whoever waits goes on on this thread, before this returns; else on another one.</param>
    public void Set(bool runsOn = false)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state == IsSet) return;
            if (Interlocked.CompareExchange(ref _state, state == Waiting ? Unset : IsSet, state) != state) continue;
            if (state == Waiting)
            {
                _core.RunContinuationsAsynchronously = !runsOn;
                _core.SetResult(true);
            }

            return;
        }
    }

    /// <summary>Forgets calls from before. Whoever does so looks at the state afterwards, so that no change is missed.</summary>
    public void Reset() => Interlocked.CompareExchange(ref _state, Unset, IsSet);

    /// <summary>One wait at a time, to be awaited once.</summary>
    public ValueTask WaitAsync()
    {
        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Unset) == Unset) return new ValueTask(this, _core.Version);
        Volatile.Write(ref _state, Unset);
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
