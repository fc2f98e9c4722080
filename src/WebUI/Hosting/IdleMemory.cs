namespace ChatAi.WebUI.Hosting;

/// <summary>
/// Gives memory back to the system once a burst of work is over. The garbage collector runs while something is allocated: when nothing
/// happens any more, it would keep for hours what the burst took.
/// </summary>
internal sealed class IdleMemory : IDisposable
{
    /// <summary>How long no request has ended.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How much later the rest is given back: ended answers and rendered texts are kept for a minute for those who still read them,
    /// and pooled arrays, which a collection frees one by one, only after a minute without use.
    /// </summary>
    public static readonly TimeSpan LongRest = TimeSpan.FromSeconds(75);

    /// <summary>Bytes that were allocated since the last time; for fewer it is not worth the pause.</summary>
    public const long Burst = 64 * 1024 * 1024;

    private const int MostCollections = 4;

    /// <summary>Bytes: a collection that frees fewer is the last one.</summary>
    private const long Worthwhile = 1024 * 1024;

    private readonly ITimer _timer;

    // The start of the program is the first burst.
    private long _allocated;
    private bool _isSecond;

    public IdleMemory(TimeProvider time) =>
        _timer = time.CreateTimer(_ => Collect(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void RequestEnded()
    {
        if (GC.GetTotalAllocatedBytes() - Volatile.Read(ref _allocated) <= Burst) return;
        Volatile.Write(ref _isSecond, false);
        _timer.Change(Rest, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        var isSecond = Volatile.Read(ref _isSecond);
        var collections = 1;
        while (CollectOnce() >= Worthwhile && isSecond && collections < MostCollections) collections++;

        Volatile.Write(ref _allocated, GC.GetTotalAllocatedBytes());
        if (isSecond) return;
        Volatile.Write(ref _isSecond, true);
        _timer.Change(LongRest, Timeout.InfiniteTimeSpan);
    }

    /// <returns>How many bytes it freed.</returns>
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
