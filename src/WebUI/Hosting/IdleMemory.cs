namespace ChatAi.WebUI.Hosting;

/// <summary>Returns memory to the system after a burst of work. The garbage collector runs only on allocation, so an idle process would
/// keep the memory for hours.</summary>
internal sealed class IdleMemory : IDisposable
{
    /// <summary>Time since the last request.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(15);

    /// <summary>Delay of the second collection: live answers are cached for a minute, and pooled arrays are freed only after a minute
    /// without use.</summary>
    public static readonly TimeSpan SecondDelay = TimeSpan.FromSeconds(75);

    /// <summary>Bytes allocated since the last collection; for fewer, the pause is not worth it.</summary>
    public const long MinAllocated = 64 * 1024 * 1024;

    private const int MaxCollections = 4;

    /// <summary>A collection that frees fewer bytes is the last one.</summary>
    private const long MinFreed = 1024 * 1024;

    private readonly ITimer _timer;

    private long _allocated;
    private bool _isSecond;

    public IdleMemory(TimeProvider time) =>
        _timer = time.CreateTimer(_ => Collect(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void RequestEnded()
    {
        if (GC.GetTotalAllocatedBytes() - Volatile.Read(ref _allocated) <= MinAllocated) return;
        Volatile.Write(ref _isSecond, false);
        _timer.Change(FirstDelay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        var isSecond = Volatile.Read(ref _isSecond);
        var collections = 1;
        while (CollectOnce() >= MinFreed && isSecond && collections < MaxCollections) collections++;

        Volatile.Write(ref _allocated, GC.GetTotalAllocatedBytes());
        if (isSecond) return;
        Volatile.Write(ref _isSecond, true);
        _timer.Change(SecondDelay, Timeout.InfiniteTimeSpan);
    }

    /// <returns>The number of bytes freed.</returns>
    private static long CollectOnce()
    {
        var before = GC.GetTotalMemory(forceFullCollection: false);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return before - GC.GetTotalMemory(forceFullCollection: false);
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
