namespace ChatAi.Infrastructure.Accounts;

/// <summary>
/// So many at once and then one every so often, for each key. One number is kept for a key (the generic cell rate algorithm, ITU-T I.371),
/// and none once it has its whole allowance again.
/// </summary>
internal sealed class Allowance(int burst, TimeSpan every, TimeProvider time)
{
    private const int MostKeys = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _spentUntil = [];

    public int Keys
    {
        get
        {
            lock (_lock) return _spentUntil.Count;
        }
    }

    /// <returns>Zero when one was taken; else how long until there is one.</returns>
    public TimeSpan Take(string key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var until = Later(_spentUntil.GetValueOrDefault(key), now) + every;
            var wait = until - now - (burst * every);
            if (wait > TimeSpan.Zero) return wait;

            if (_spentUntil.Count >= MostKeys) MakeRoom(now);
            _spentUntil[key] = until;
            return TimeSpan.Zero;
        }
    }

    public void GiveBack(string key)
    {
        lock (_lock)
        {
            if (_spentUntil.TryGetValue(key, out var until)) _spentUntil[key] = until - every;
        }
    }

    // Those that are free again go; where all of them are busy, the half that has spent least.
    private void MakeRoom(DateTimeOffset now)
    {
        var free = _spentUntil.Where(s => s.Value <= now).Select(s => s.Key).ToList();
        var gone = free.Count > 0 ? free : [.. _spentUntil.OrderBy(s => s.Value).Take(MostKeys / 2).Select(s => s.Key)];
        foreach (var key in gone) _spentUntil.Remove(key);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
