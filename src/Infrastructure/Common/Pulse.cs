namespace ChatAi.Infrastructure.Common;

/// <summary>Wakes whoever waits. A waiter takes <see cref="Next"/> before it looks at the state, so that no change is missed.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource? _next;

    public Task Next
    {
        get
        {
            while (true)
            {
                if (Volatile.Read(ref _next) is { } current) return current.Task;
                var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (Interlocked.CompareExchange(ref _next, fresh, null) is null) return fresh.Task;
            }
        }
    }

    // Nothing is allocated while nobody waits.
    public void Beat() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}
