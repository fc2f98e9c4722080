using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Models;

/// <summary>The latest progress of each download, published in ticks.</summary>
internal sealed class PullBoard : IDisposable
{
    // At most four updates a second, even if one of them arrives late.
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Dictionary<ModelPullId, PullProgress> _posted = [];
    private readonly PublishedPulls _published;
    private readonly ChangeSignal _changed = new();
    private long? _publishedAt;
    private bool _isDue;

    public PullBoard(TimeProvider time)
    {
        _time = time;
        _published = new PublishedPulls(time);
        _timer = time.CreateTimer(_ => PublishPosted(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long Version
    {
        get
        {
            lock (_gate) return _published.Version;
        }
    }

    public void Post(PullProgress progress)
    {
        lock (_gate)
        {
            // A late post must not overwrite a newer state.
            if (Newest(progress.Id) is { } newest && newest.Version > progress.Version) return;
            _posted[progress.Id] = progress;
            if (_isDue) return;

            var remaining = _publishedAt is { } at ? Tick - _time.GetElapsedTime(at) : TimeSpan.Zero;
            _isDue = remaining > TimeSpan.Zero;
            if (_isDue) _timer.Change(remaining, Timeout.InfiniteTimeSpan);
            else PublishPosted();
        }
    }

    public PullProgress? Find(ModelPullId id)
    {
        lock (_gate) return Newest(id);
    }

    public IReadOnlyList<PullProgress> Running()
    {
        lock (_gate) return [.. _published.Ids.Union(_posted.Keys).Select(id => Newest(id)!).Where(p => p.Status == PullStatus.Running)];
    }

    public void Remove(ModelPullId id)
    {
        lock (_gate)
        {
            _posted.Remove(id);
            _published.Remove(id);
        }
    }

    public async IAsyncEnumerable<PullProgress> FollowAsync(
        long since, ModelPullId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The reader has just loaded the current state.
        var receivedAt = _time.GetTimestamp();
        var seen = since;
        while (true)
        {
            IReadOnlyList<PullProgress> news;
            long version;
            lock (_gate)
            {
                version = _published.Version;
                news = _published.Since(seen, only);
            }

            // A reader that was late or has just joined gets this update a little after the others.
            var remaining = MinInterval - _time.GetElapsedTime(receivedAt);
            var nextUpdate =
                news.Count > 0 && remaining > TimeSpan.Zero
                    ? Task.Delay(remaining, _time, cancellationToken)
                    : _changed.WaitAsync(version, cancellationToken);
            if (news.Count == 0 || remaining <= TimeSpan.Zero)
            {
                seen = version;
                if (news.Count > 0) receivedAt = _time.GetTimestamp();
                foreach (var progress in news) yield return progress;
                if (only is not null && news is [{ HasEnded: true }]) yield break;
            }

            // A reader that leaves is not a failure.
            await nextUpdate.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) yield break;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void PublishPosted()
    {
        long version;
        lock (_gate)
        {
            _isDue = false;
            _publishedAt = _time.GetTimestamp();
            _published.Add(_posted.Values, _publishedAt.Value);
            _posted.Clear();
            version = _published.Version;
        }

        _changed.Publish(version);
    }

    private PullProgress? Newest(ModelPullId id) => _posted.GetValueOrDefault(id) ?? _published.Find(id);
}
