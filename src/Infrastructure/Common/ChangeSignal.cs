namespace ChatAi.Infrastructure.Common;

/// <summary>
/// Lets any number of readers wait until something versioned is newer than what they have. It carries no state: a reader reads the state,
/// remembers its version, waits for a newer one and reads again.
/// <list type="bullet">
/// <item>Change the state first, then publish its version. A version published between a reader's read and its wait is not missed.</item>
/// <item>Changes coalesce: a slow reader wakes once, finds the newest state, and never delays the publisher or other readers.</item>
/// <item>Readers continue on the thread pool, never inside <see cref="Publish(long)"/>.</item>
/// <item>While nobody waits, publishing allocates nothing; no timer or task runs at any time.</item>
/// </list>
/// </summary>
/// <param name="version">The version of the state that exists already.</param>
internal sealed class ChangeSignal(long version = long.MinValue)
{
    private readonly Lock _gate = new();
    private long _version = version;

    // Shared by all who wait for the next version; null while nobody does.
    private TaskCompletionSource? _next;

    /// <summary>The newest version that was published.</summary>
    public long Version
    {
        get
        {
            lock (_gate) return _version;
        }
    }

    /// <summary>For a state that has no version of its own: publishes the next number.</summary>
    public void Publish() => Publish(null);

    /// <param name="version">Ignored unless it is above all earlier ones, so concurrent publishers need no order of their own.</param>
    public void Publish(long version) => Publish((long?)version);

    /// <summary>Completes once a version above <paramref name="seen"/> is published; at once if it has been.</summary>
    /// <exception cref="OperationCanceledException">Thrown by the wait when the token is cancelled.</exception>
    public async Task WaitAsync(long seen, CancellationToken cancellationToken)
    {
        while (NextUnlessNewerThan(seen) is { } next) await next.WaitAsync(cancellationToken);
    }

    private void Publish(long? version)
    {
        TaskCompletionSource? next;
        lock (_gate)
        {
            if (version <= _version) return;
            _version = version ?? _version + 1;
            next = _next;
            _next = null;
        }

        next?.SetResult();
    }

    private Task? NextUnlessNewerThan(long seen)
    {
        lock (_gate)
        {
            if (_version > seen) return null;
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task;
        }
    }
}
