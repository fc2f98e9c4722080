namespace ChatAi.Application.Limits;

/// <summary>A rate limit per key: a burst, then one per interval (generic cell rate algorithm, ITU-T I.371). The limiters of the framework
/// cannot use a <see cref="TimeProvider"/>.</summary>
public sealed class RateLimit<TKey>(int burst, TimeSpan every, TimeProvider time)
    where TKey : notnull
{
    private const int MaxKeys = 50_000;

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();

    // When everything acquired is free again.
    private readonly Dictionary<TKey, TimeSpan> _spentUntil = [];

    public int Keys
    {
        get
        {
            lock (_lock) return _spentUntil.Count;
        }
    }

    /// <returns>Null if acquired, else how long to wait.</returns>
    public TimeSpan? TryAcquire(TKey key)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            var until = Later(_spentUntil.GetValueOrDefault(key), now) + every;
            var wait = until - now - (burst * every);
            if (wait > TimeSpan.Zero) return wait;

            if (_spentUntil.Count >= MaxKeys) Evict(now);
            _spentUntil[key] = until;
            return null;
        }
    }

    public bool IsUnused(TKey key)
    {
        lock (_lock) return _spentUntil.GetValueOrDefault(key) <= time.GetElapsedTime(_start);
    }

    public void Release(TKey key)
    {
        lock (_lock)
        {
            if (_spentUntil.TryGetValue(key, out var until)) _spentUntil[key] = until - every;
        }
    }

    // Evicts unused keys; if there are none, the least used half.
    private void Evict(TimeSpan now)
    {
        var idle = _spentUntil.Where(s => s.Value <= now).Select(s => s.Key).ToList();
        var evicted = idle.Count > 0 ? idle : [.. _spentUntil.OrderBy(s => s.Value).Take(MaxKeys / 2).Select(s => s.Key)];
        foreach (var key in evicted) _spentUntil.Remove(key);
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
