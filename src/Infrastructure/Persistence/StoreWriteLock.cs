using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>One writer at a time, in order, but the journal first. SQLite has no queue: a waiting writer may lose again and
/// again.</summary>
internal sealed class StoreWriteLock(TimeProvider time)
{
    /// <summary>After this time a waiter asks SQLite itself: a writer that never leaves must not stop the portal.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _journal = new();
    private readonly LinkedList<Waiter> _others = new();
    private object? _holder;

    /// <summary>Published when a writer leaves: it may have committed something.</summary>
    public ChangeSignal Writes { get; } = new();

    /// <param name="writer">Identified by reference. It may already hold the lock.</param>
    /// <param name="isJournal">Whether it goes before all others.</param>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; it does not hold the lock.</exception>
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
            // It may have entered at the same moment.
            if (!Withdraw(waiter)) Leave(writer);
            throw;
        }
    }

    /// <summary>For a thread that may block. Woken directly, since all threads of the pool may be busy.</summary>
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
        Writes.Publish();
    }

    /// <returns>Null if the writer holds the lock now.</returns>
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

    /// <returns>False if it has entered.</returns>
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
