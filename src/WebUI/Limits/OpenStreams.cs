using System.Collections.Concurrent;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Limits;

/// <summary>
/// Event streams by user, with files that are written while they are read. One too many is refused: if the oldest made room instead, its
/// page would connect again and close the next
/// oldest, for ever. A browser does not come back to a stream that is refused.
/// </summary>
internal sealed class OpenStreams(IOptions<LimitsOptions> options)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<UserId, int> _open = new();

    public int Count => _open.Values.Sum();

    private int Most => options.Value.EventStreams;

    /// <returns>What ends with the stream.</returns>
    public Result<IDisposable> Open(UserId user)
    {
        if (_open.AddOrUpdate(user, 1, (_, open) => open + 1) <= Most) return Result<IDisposable>.Of(new Place(this, user));
        Close(user);
        return AppError.TooManyRequests(
            "limit.streams",
            $"You have {Most} Chat AI tabs or programs open, which is the maximum. Close some, then reload this page.",
            AWhile);
    }

    private void Close(UserId user)
    {
        if (_open.AddOrUpdate(user, 0, (_, open) => open - 1) == 0) _open.TryRemove(KeyValuePair.Create(user, 0));
    }

    private sealed class Place(OpenStreams streams, UserId user) : IDisposable
    {
        public void Dispose() => streams.Close(user);
    }
}
