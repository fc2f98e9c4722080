namespace ChatAi.Infrastructure.Common;

/// <summary>
/// Ends many short waits by one timer, in steps of 2 ms: a hashed timing wheel (Varghese and Lauck, 1987). .NET's own timers look through
/// all that are short each time one of them is due, which of a thousand took a twentieth of the portal's time.
/// </summary>
internal sealed class TimingWheel
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    // A wait that is longer than a turn of the wheel is met, and left, once in each.
    private readonly Entry?[] _spokes = new Entry?[64];

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _passed;
    private int _count;

    public TimingWheel(TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        _timer = time.CreateDetachedTimer(static wheel => ((TimingWheel)wheel!).Turn(), this);
    }

    /// <param name="entry">In no wheel. It is ended at the end of the step in which its time is up, on a thread of the pool.</param>
    public void Add(Entry entry, TimeSpan wait)
    {
        lock (_gate)
        {
            var elapsed = _time.GetElapsedTime(_start);
            if (_count++ == 0)
            {
                _passed = elapsed.Ticks / Step.Ticks;
                _timer.Change(Step, Step);
            }

            var (steps, rest) = Math.DivRem((elapsed + wait).Ticks, Step.Ticks);
            entry.Due = Math.Max(rest == 0 ? steps : steps + 1, _passed + 1);
            Put(entry);
        }
    }

    private void Turn()
    {
        Entry? due;
        lock (_gate) due = TakeDue();
        while (due is not null)
        {
            // Whoever is woken may wait again at once.
            var next = due.Next;
            due.Next = null;
            due.End();
            due = next;
        }
    }

    private Entry? TakeDue()
    {
        Entry? due = null;
        var now = _time.GetElapsedTime(_start).Ticks / Step.Ticks;
        for (var step = Math.Max(_passed + 1, now - _spokes.Length + 1); step <= now; step++)
        {
            ref var spoke = ref _spokes[step % _spokes.Length];
            var entry = spoke;
            spoke = null;
            while (entry is not null)
            {
                var next = entry.Next;
                if (entry.Due > now)
                {
                    Put(entry);
                }
                else
                {
                    entry.Next = due;
                    due = entry;
                    _count--;
                }

                entry = next;
            }
        }

        _passed = Math.Max(_passed, now);
        if (_count == 0) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return due;
    }

    private void Put(Entry entry)
    {
        ref var spoke = ref _spokes[entry.Due % _spokes.Length];
        entry.Next = spoke;
        spoke = entry;
    }

    /// <summary>Who waits.</summary>
    public abstract class Entry
    {
        internal long Due { get; set; }

        internal Entry? Next { get; set; }

        /// <summary>Takes little time: the others of its step wait for it.</summary>
        protected internal abstract void End();
    }
}
