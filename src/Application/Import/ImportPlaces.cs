using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Import;

/// <summary>One import per user at a time, so that two cannot add the same chat.</summary>
internal sealed class ImportPlaces
{
    private readonly Lock _lock = new();
    private readonly HashSet<UserId> _users = [];

    public Result<IDisposable> Take(UserId user)
    {
        lock (_lock) return _users.Add(user) ? Result<IDisposable>.Of(new Place(this, user)) : ImportErrors.Running;
    }

    private sealed class Place(ImportPlaces places, UserId user) : IDisposable
    {
        public void Dispose()
        {
            lock (places._lock) places._users.Remove(user);
        }
    }
}
