namespace ChatAi.Infrastructure.Common;

/// <summary>
/// Ends many short waits by one timer, in steps of 4 ms: a hashed timing wheel (Varghese and Lauck, 1987). .NET's own timers look through
/// all that are short each time one of them is due, which of a thousand took a twentieth of the portal's time. And of several that are due,
/// one is called at once, and the others wait in the line of the thread pool, behind all that it was given before; here none waits, unless
/// there are very many.
/// </summary>
internal sealed class TimingWheel : IThreadPoolWorkItem
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(4);

    // After that it waits in line as well, so that a thousand answers leave time for pages.
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromMilliseconds(1);

    // A wait that is longer than a turn of the wheel is met, and left, once in each.
    private readonly Entry?[] _spokes = new Entry?[64];

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _passed;

    // In the order of their time. Where one of them takes long, the next turn goes on with the others.
    private readonly Queue<Entry> _due = new();

    // On the spokes, and due.
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
        lock (_gate) FindDue();
        var start = _time.GetTimestamp();
        while (Take() is { } entry)
        {
            entry.End();
            if (_time.GetElapsedTime(start) < MostAtOnce) continue;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (Take() is { } entry) entry.End();
    }

    private void FindDue()
    {
        var now = _time.GetElapsedTime(_start).Ticks / Step.Ticks;
        for (var step = Math.Max(_passed + 1, now - _spokes.Length + 1); step <= now; step++)
        {
            ref var spoke = ref _spokes[step % _spokes.Length];
            var entry = spoke;
            spoke = null;
            while (entry is not null)
            {
                var next = entry.Next;
                entry.Next = null;
                if (entry.Due > now) Put(entry);
                else _due.Enqueue(entry);
                entry = next;
            }
        }

        _passed = Math.Max(_passed, now);
    }

    // Whoever is woken may wait again at once.
    private Entry? Take()
    {
        lock (_gate)
        {
            if (!_due.TryDequeue(out var entry)) return null;
            if (--_count == 0) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return entry;
        }
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
