namespace ChatAi.Infrastructure.Persistence;

/// <summary>
/// Who may write into the store: one after the other, in the order of asking, the journal of the answers before all others. SQLite itself
/// lets one write at a time and keeps no line: who finds it taken looks again, up to a tenth of a second later, and may lose again.
/// </summary>
/// <remarks>
/// Who is called takes the turn only when it goes on, which a pool with its hands full may put off for longer than the writing takes; until
/// then the journal can go before it.
/// </remarks>
internal sealed class WriteTurns(TimeProvider time)
{
    /// <summary>A turn that never ends must not stop the portal: whoever has waited so long asks SQLite itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting> _line = new();
    private object? _writer;

    // Out of the line, and has not taken its turn yet.
    private Waiting? _called;

    /// <param name="writer">Whose turn it will be, known by its reference; one that has the turn already goes on with it.</param>
    /// <param name="isUrgent">Goes before all who wait.</param>
    public async Task EnterAsync(object writer, bool isUrgent = false)
    {
        for (var place = Join(writer, isUrgent); place is not null; place = TakeTurn(place))
        {
            try
            {
                await place.Call.Task.WaitAsync(Patience, time);
            }
            catch (TimeoutException)
            {
                if (GiveUp(place)) return;
            }
        }
    }

    /// <summary>The same on a thread that may wait. The turn wakes that thread itself: it does not need one of the pool's, which may all be taken.</summary>
    /// <inheritdoc cref="EnterAsync"/>
    public void Enter(object writer, bool isUrgent = false)
    {
        for (var place = Join(writer, isUrgent); place is not null; place = TakeTurn(place))
        {
            if (!place.Call.Task.Wait(Patience) && GiveUp(place)) return;
        }
    }

    /// <summary>Does nothing for one whose turn it is not.</summary>
    public void Leave(object writer)
    {
        Waiting? called;
        lock (_gate)
        {
            if (!ReferenceEquals(_writer, writer)) return;
            _writer = null;
            called = Next();
        }

        called?.Call.SetResult();
    }

    /// <returns>The place in the line; null for one whose turn it is.</returns>
    private Waiting? Join(object writer, bool isUrgent)
    {
        lock (_gate)
        {
            if (_writer is null && (isUrgent || _called is null)) _writer = writer;
            if (ReferenceEquals(_writer, writer)) return null;

            var waiting = new Waiting(writer);
            if (isUrgent) _line.AddFirst(waiting);
            else _line.AddLast(waiting);
            return waiting;
        }
    }

    /// <returns>Null when it has the turn; else its new place, before all others, as somebody urgent has come before it.</returns>
    private Waiting? TakeTurn(Waiting called)
    {
        lock (_gate)
        {
            _called = null;
            _writer ??= called.Writer;
            return ReferenceEquals(_writer, called.Writer) ? null : _line.AddFirst(new Waiting(called.Writer)).Value;
        }
    }

    /// <returns>Whether it has left the line; it has been called if not.</returns>
    private bool GiveUp(Waiting place)
    {
        lock (_gate) return _line.Remove(place);
    }

    // While somebody is called, nobody else is.
    private Waiting? Next()
    {
        if (_called is not null || _line.First is not { } first) return null;
        _line.Remove(first);
        return _called = first.Value;
    }

    private sealed class Waiting(object writer)
    {
        public object Writer { get; } = writer;

        public TaskCompletionSource Call { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
