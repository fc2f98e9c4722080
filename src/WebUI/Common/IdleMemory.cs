namespace ChatAi.WebUI.Common;

/// <summary>
/// Gives memory back to the system once a burst of work is over. The garbage collector runs while something is allocated: when nothing
/// happens any more, it would keep for hours what the burst took.
/// </summary>
internal sealed class IdleMemory : IDisposable
{
    /// <summary>How long no request has ended.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    /// <summary>Bytes that were allocated since the last time; for fewer it is not worth the pause.</summary>
    public const long Burst = 64 * 1024 * 1024;

    private readonly ITimer _timer;
    private long _allocated = GC.GetTotalAllocatedBytes();

    public IdleMemory(TimeProvider time) =>
        _timer = time.CreateTimer(_ => Collect(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void RequestEnded()
    {
        if (GC.GetTotalAllocatedBytes() - Volatile.Read(ref _allocated) > Burst) _timer.Change(Rest, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Volatile.Write(ref _allocated, GC.GetTotalAllocatedBytes());
    }
}

internal static class IdleMemoryMiddleware
{
    public static IApplicationBuilder UseIdleMemory(this IApplicationBuilder app)
    {
        var memory = app.ApplicationServices.GetRequiredService<IdleMemory>();
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            finally
            {
                memory.RequestEnded();
            }
        });
    }
}
