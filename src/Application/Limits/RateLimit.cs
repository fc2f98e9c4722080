using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Limits;

/// <summary>
/// So many at once, and then one more whenever its share of the time has passed (the generic cell rate algorithm). The limiters of the
/// framework know no clock but the system's. It keeps one number for each user who was seen.
/// </summary>
internal sealed class RateLimit(int most, TimeSpan per, TimeProvider time)
{
    private readonly TimeSpan _share = per / most;
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();

    // When all that a user has taken will be paid back.
    private readonly Dictionary<UserId, TimeSpan> _debts = [];

    /// <returns>Null when it is taken, else how long to wait for it.</returns>
    public TimeSpan? Take(UserId user)
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var debt = _debts.GetValueOrDefault(user);
            if (debt < now) debt = now;
            var wait = debt + _share - per - now;
            if (wait > TimeSpan.Zero) return wait;
            _debts[user] = debt + _share;
            return null;
        }
    }
}
