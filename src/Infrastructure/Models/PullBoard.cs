using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Models;

/// <summary>The latest progress of each download, published in ticks. Ends stay for a minute, so that no reader misses one.</summary>
internal sealed class PullBoard : IDisposable
{
    // At most four updates a second, even if one of them arrives late.
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan EndsAreKeptFor = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Dictionary<ModelPullId, PullProgress> _posted = [];
    private readonly Dictionary<ModelPullId, Entry> _published = [];
    private readonly ChangeSignal _changed = new();
    private long _version;
    private long? _publishedAt;
    private bool _isDue;

    public PullBoard(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => PublishPosted(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long Version
    {
        get
        {
            lock (_gate) return _version;
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
        lock (_gate) return [.. _published.Keys.Union(_posted.Keys).Select(id => Newest(id)!).Where(p => p.Status == PullStatus.Running)];
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
            List<PullProgress> news;
            long version;
            lock (_gate)
            {
                version = _version;
                news = [.. _published.Values.Where(e => e.Version > seen && (only is null || e.Progress.Id == only))
                    .OrderBy(e => e.Version).Select(e => e.Progress)];
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
            foreach (var progress in _posted.Values) _published[progress.Id] = new Entry(progress, ++_version, _publishedAt.Value);
            _posted.Clear();
            UpdatePositions();
            Prune(_publishedAt.Value);
            version = _version;
        }

        _changed.Publish(version);
    }

    private PullProgress? Newest(ModelPullId id) => _posted.GetValueOrDefault(id) ?? _published.GetValueOrDefault(id)?.Progress;

    private void UpdatePositions()
    {
        var position = 0;
        var queue = _published.Values.Where(e => e.Progress.IsInQueue)
            .OrderBy(e => e.Progress.IsUpdate).ThenBy(e => e.Progress.AskedAt).ThenBy(e => e.Progress.Id.Value);
        foreach (var (progress, version, at) in queue.ToList())
        {
            // Updates show a count instead of their positions.
            if (progress.Place != ++position)
                _published[progress.Id] = new Entry(progress with { Place = position }, progress.IsQuiet ? version : ++_version, at);
        }
    }

    private void Prune(long now)
    {
        foreach (var (id, entry) in _published)
        {
            if (entry.Progress.HasEnded && _time.GetElapsedTime(entry.At, now) > EndsAreKeptFor) _published.Remove(id);
        }
    }

    private sealed record Entry(PullProgress Progress, long Version, long At);
}
