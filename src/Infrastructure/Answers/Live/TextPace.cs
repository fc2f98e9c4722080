using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>Tells the readers of new text at once, but at most every 75 ms: a fast model would wake each of them for each token.</summary>
internal sealed class TextPace : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(75);

    private readonly Lock _gate = new();
    private readonly ChangeSignal _signal;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long? _toldAt;
    private bool _isWaiting;

    public TextPace(ChangeSignal signal, TimeProvider time)
    {
        _signal = signal;
        _time = time;
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void OnText()
    {
        lock (_gate)
        {
            if (_isWaiting) return;
            if (_toldAt is { } at && _time.GetElapsedTime(at) is var passed && passed < Interval)
            {
                _isWaiting = true;
                _timer.Change(Interval - passed, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Tell();
    }

    public void Dispose() => _timer.Dispose();

    private void Tell()
    {
        lock (_gate)
        {
            _isWaiting = false;
            _toldAt = _time.GetTimestamp();
        }

        _signal.Publish();
    }
}
