namespace ChatAi.Infrastructure.Persistence;

/// <summary>
/// Lets one writer into the store at a time: in the order of asking, but the journal of the answers before all others. SQLite itself lets
/// one
/// write at a time and keeps no queue: whoever finds it locked tries again up to a tenth of a second later, and may lose again.
/// </summary>
internal sealed class StoreWriteLock(TimeProvider time)
{
    /// <summary>A writer that never leaves must not stop the portal: whoever has waited this long asks SQLite itself.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _journal = new();
    private readonly LinkedList<Waiter> _others = new();
    private object? _holder;

    /// <param name="writer">Who will hold the lock, known by its reference. One that holds it already goes on.</param>
    /// <param name="isJournal">Goes before all others.</param>
    /// <exception cref="OperationCanceledException">Thrown when it is cancelled while it waits; it then does not hold the lock.</exception>
    public async Task EnterAsync(object writer, bool isJournal, CancellationToken cancellationToken)
    {
        if (Join(writer, isJournal) is not { } waiter) return;
        try
        {
            await waiter.Entered.Task.WaitAsync(Timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Withdraw(waiter);
        }
        catch (OperationCanceledException)
        {
            // It may have been let in at the same moment.
            if (!Withdraw(waiter)) Leave(writer);
            throw;
        }
    }

    /// <summary>The same on a thread that may block. It is woken directly, without a thread of the pool, which may all be taken.</summary>
    /// <inheritdoc cref="EnterAsync"/>
    public void Enter(object writer, bool isJournal = false)
    {
        if (Join(writer, isJournal) is { } waiter && !waiter.Entered.Task.Wait(Timeout)) Withdraw(waiter);
    }

    /// <summary>Does nothing for one that does not hold the lock.</summary>
    public void Leave(object writer)
    {
        Waiter? next;
        lock (_gate)
        {
            if (!ReferenceEquals(_holder, writer)) return;
            var queue = _journal.Count > 0 ? _journal : _others;
            next = queue.First?.Value;
            if (next is not null) queue.RemoveFirst();
            _holder = next?.Writer;
        }

        next?.Entered.SetResult();
    }

    /// <returns>Null for one that holds the lock now.</returns>
    private Waiter? Join(object writer, bool isJournal)
    {
        lock (_gate)
        {
            _holder ??= writer;
            if (ReferenceEquals(_holder, writer)) return null;

            var waiter = new Waiter(writer);
            (isJournal ? _journal : _others).AddLast(waiter);
            return waiter;
        }
    }

    /// <returns>Whether it was still waiting; if not, it has been let in.</returns>
    private bool Withdraw(Waiter waiter)
    {
        lock (_gate) return _journal.Remove(waiter) || _others.Remove(waiter);
    }

    private sealed class Waiter(object writer)
    {
        public object Writer { get; } = writer;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
