namespace ChatAi.Infrastructure.Persistence;

/// <summary>
/// Who may write into the store: one after the other, in the order of asking, the journal of the answers before all others. SQLite itself
/// lets one write at a time and keeps no line: who finds it taken looks again, up to a tenth of a second later, and may lose again.
/// </summary>
internal sealed class WriteTurns(TimeProvider time)
{
    /// <summary>A turn that never ends must not stop the portal: whoever has waited so long asks SQLite itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting> _line = new();
    private object? _writer;

    /// <param name="writer">Whose turn it will be, known by its reference; one that has the turn already goes on with it.</param>
    /// <param name="isUrgent">Goes before all who wait.</param>
    public async Task EnterAsync(object writer, bool isUrgent = false)
    {
        if (Join(writer, isUrgent) is not { } place) return;
        try
        {
            await place.Value.Turn.Task.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            GiveUp(place);
        }
    }

    /// <summary>The same on a thread that may wait. The turn wakes that thread itself: it does not need one of the pool's, which may all be taken.</summary>
    /// <inheritdoc cref="EnterAsync"/>
    public void Enter(object writer, bool isUrgent = false)
    {
        if (Join(writer, isUrgent) is { } place && !place.Value.Turn.Task.Wait(Patience)) GiveUp(place);
    }

    /// <summary>Does nothing for one whose turn it is not.</summary>
    public void Leave(object writer)
    {
        LinkedListNode<Waiting>? next;
        lock (_gate)
        {
            if (!ReferenceEquals(_writer, writer)) return;
            next = _line.First;
            if (next is not null) _line.Remove(next);
            _writer = next?.Value.Writer;
        }

        next?.Value.Turn.SetResult();
    }

    /// <returns>The place in the line; null for one whose turn it is.</returns>
    private LinkedListNode<Waiting>? Join(object writer, bool isUrgent)
    {
        lock (_gate)
        {
            _writer ??= writer;
            if (ReferenceEquals(_writer, writer)) return null;

            var waiting = new Waiting(writer, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return isUrgent ? _line.AddFirst(waiting) : _line.AddLast(waiting);
        }
    }

    // One that is not in the line any more has got its turn in the same moment, and leaves it when it has written.
    private void GiveUp(LinkedListNode<Waiting> place)
    {
        lock (_gate)
        {
            if (place.List is not null) _line.Remove(place);
        }
    }

    private sealed record Waiting(object Writer, TaskCompletionSource Turn);
}
