namespace ChatAi.Infrastructure.Common;

/// <summary>Lets readers wait for a newer version of some state. Change the state first, then publish its version: a version published
/// between a reader's read and its wait is not missed. Changes coalesce, so a slow reader delays nobody.</summary>
internal sealed class ChangeSignal(long version = long.MinValue)
{
    private readonly Lock _gate = new();
    private long _version = version;

    // Shared by all waiting readers; null without any.
    private TaskCompletionSource? _next;

    public long Version
    {
        get
        {
            lock (_gate) return _version;
        }
    }

    /// <summary>For a state without a version of its own.</summary>
    public void Publish() => Publish(null);

    /// <param name="version">Ignored unless it is above all earlier ones, so concurrent publishers need no order of their own.</param>
    public void Publish(long version) => Publish((long?)version);

    /// <summary>Completes once a version above <paramref name="seen"/> is published; at once if it has been.</summary>
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
