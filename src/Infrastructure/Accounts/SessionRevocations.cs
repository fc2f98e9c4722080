using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;

namespace ChatAi.Infrastructure.Accounts;

internal sealed class SessionRevocations(TimeProvider time) : ISessionRevocations
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, HashSet<WatchedSession>> _watches = [];
    private long _version;

    public long Version => Interlocked.Read(ref _version);

    public ISessionWatch Watch(UserId user, SessionId session)
    {
        var watch = new WatchedSession(this, user, session);
        lock (_lock)
        {
            if (!_watches.TryGetValue(user, out var all)) _watches[user] = all = [];
            all.Add(watch);
        }

        return watch;
    }

    public void Publish(UserId user, Predicate<SessionId> which)
    {
        List<WatchedSession> revoked;
        Interlocked.Increment(ref _version);
        lock (_lock) revoked = _watches.TryGetValue(user, out var all) ? [.. all.Where(w => which(w.Session))] : [];
        foreach (var watch in revoked) watch.End();
    }

    private void Remove(WatchedSession watch)
    {
        lock (_lock)
        {
            if (_watches.TryGetValue(watch.User, out var all) && all.Remove(watch) && all.Count == 0) _watches.Remove(watch.User);
        }
    }

    private sealed class WatchedSession(SessionRevocations owner, UserId user, SessionId session) : ISessionWatch
    {
        private readonly CancellationTokenSource _ended = new();
        private ITimer? _timer;

        public UserId User => user;

        public SessionId Session => session;

        public CancellationToken Ended => _ended.Token;

        public void EndAfter(TimeSpan delay) => _timer = owner.Time.CreateTimer(_ => End(), null, delay, Timeout.InfiniteTimeSpan);

        // Not disposed, so that End and Dispose may race; without a timer or a wait handle there is nothing to free.
        public void End() => _ = _ended.CancelAsync();

        public void Dispose()
        {
            owner.Remove(this);
            _timer?.Dispose();
        }
    }

    private TimeProvider Time => time;
}
