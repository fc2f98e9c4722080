using System.Collections.Concurrent;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Limits;

/// <summary>Limits the user's event streams and downloads. The new stream is rejected: closing the oldest would make its page reconnect and
/// close the next one, endlessly. EventSource does not retry after a rejection.</summary>
internal sealed class OpenStreams(IOptions<LimitsOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<UserId, int> _open = new();

    public int Count => _open.Values.Sum();

    private int MaxPerUser => options.Value.EventStreams;

    /// <returns>To be disposed with the stream.</returns>
    public Result<IDisposable> Open(UserId user)
    {
        if (_open.AddOrUpdate(user, 1, (_, open) => open + 1) <= MaxPerUser) return Result<IDisposable>.Of(new Lease(this, user));
        Close(user);
        return AppError.TooManyRequests("limit.streams", RetryAfter, MaxPerUser);
    }

    private void Close(UserId user)
    {
        if (_open.AddOrUpdate(user, 0, (_, open) => open - 1) == 0) _open.TryRemove(KeyValuePair.Create(user, 0));
    }

    private sealed class Lease(OpenStreams streams, UserId user) : IDisposable
    {
        public void Dispose() => streams.Close(user);
    }
}
