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
    public Task EnterAsync(object writer, bool isUrgent = false)
    {
        lock (_gate)
        {
            _writer ??= writer;
            if (ReferenceEquals(_writer, writer)) return Task.CompletedTask;

            var waiting = new Waiting(writer, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return WaitAsync(isUrgent ? _line.AddFirst(waiting) : _line.AddLast(waiting));
        }
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

    private async Task WaitAsync(LinkedListNode<Waiting> place)
    {
        try
        {
            await place.Value.Turn.Task.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            lock (_gate)
            {
                if (place.List is not null) _line.Remove(place);
            }
        }
    }

    private sealed record Waiting(object Writer, TaskCompletionSource Turn);
}
