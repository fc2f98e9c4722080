namespace ChatAi.Infrastructure.Common;

internal static class DetachedTimers
{
    /// <summary>A timer that is not running yet, and keeps nothing of the request that happens to make it: it outlives that.</summary>
    public static ITimer CreateDetachedTimer(this TimeProvider time, TimerCallback callback, object state)
    {
        if (ExecutionContext.IsFlowSuppressed()) return Create();
        using (ExecutionContext.SuppressFlow()) return Create();

        ITimer Create() => time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
