namespace ChatAi.Application.Limits;

/// <summary>
/// So many at once and then one every so often, for each key. One number is kept for a key (the generic cell rate algorithm, ITU-T I.371),
/// and none once room is needed and it has its whole allowance again. The limiters of the framework know no clock but the system's.
/// </summary>
public sealed class RateLimit<TKey>(int burst, TimeSpan every, TimeProvider time)
    where TKey : notnull
{
    private const int MostKeys = 50_000;

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();

    // When all that was taken is free again.
    private readonly Dictionary<TKey, TimeSpan> _spentUntil = [];

    public int Keys
    {
        get
        {
            lock (_lock) return _spentUntil.Count;
        }
    }

    /// <returns>Null when one was taken; else how long until there is one.</returns>
    public TimeSpan? TryAcquire(TKey key)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            var until = Later(_spentUntil.GetValueOrDefault(key), now) + every;
            var wait = until - now - (burst * every);
            if (wait > TimeSpan.Zero) return wait;

            if (_spentUntil.Count >= MostKeys) MakeRoom(now);
            _spentUntil[key] = until;
            return null;
        }
    }

    /// <summary>Whether nothing is taken of it.</summary>
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

    // Those that are free again go; where all of them are busy, the half that has spent least.
    private void MakeRoom(TimeSpan now)
    {
        var free = _spentUntil.Where(s => s.Value <= now).Select(s => s.Key).ToList();
        var gone = free.Count > 0 ? free : [.. _spentUntil.OrderBy(s => s.Value).Take(MostKeys / 2).Select(s => s.Key)];
        foreach (var key in gone) _spentUntil.Remove(key);
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
