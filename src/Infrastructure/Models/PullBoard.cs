using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Models;

/// <summary>
/// The newest numbers of each download, told to any number of readers at the same moment: what is posted between two such moments is
/// told as one change. What has ended stays for a minute, so that none misses it.
/// </summary>
internal sealed class PullBoard : IDisposable
{
    // Four in a second, also where one of them is late at the reader.
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan EndsAreKeptFor = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Dictionary<ModelPullId, PullProgress> _posted = [];
    private readonly Dictionary<ModelPullId, Entry> _told = [];
    private readonly ChangeSignal _changed = new();
    private long _version;
    private long? _toldAt;
    private bool _isDue;

    public PullBoard(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
            // Whoever posts late must not hide what was stored since.
            if (Newest(progress.Id) is { } newest && newest.Version > progress.Version) return;
            _posted[progress.Id] = progress;
            if (_isDue) return;

            var rest = _toldAt is { } at ? Tick - _time.GetElapsedTime(at) : TimeSpan.Zero;
            _isDue = rest > TimeSpan.Zero;
            if (_isDue) _timer.Change(rest, Timeout.InfiniteTimeSpan);
            else Tell();
        }
    }

    public PullProgress? Find(ModelPullId id)
    {
        lock (_gate) return Newest(id);
    }

    public IReadOnlyList<PullProgress> Running()
    {
        lock (_gate) return [.. _told.Keys.Union(_posted.Keys).Select(id => Newest(id)!).Where(p => p.Status == PullStatus.Running)];
    }

    /// <summary>Forgets one whose row is gone.</summary>
    public void Remove(ModelPullId id)
    {
        lock (_gate)
        {
            _posted.Remove(id);
            _told.Remove(id);
        }
    }

    public async IAsyncEnumerable<PullProgress> FollowAsync(
        long since, ModelPullId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever follows has just been told how things are.
        var toldAt = _time.GetTimestamp();
        var seen = since;
        while (true)
        {
            List<PullProgress> news;
            long version;
            lock (_gate)
            {
                version = _version;
                news = [.. _told.Values.Where(e => e.Version > seen && (only is null || e.Progress.Id == only))
                    .OrderBy(e => e.Version).Select(e => e.Progress)];
            }

            // Whoever was told the last time late, or has only just come, is told this time a little later than all others.
            var rest = Least - _time.GetElapsedTime(toldAt);
            var awaited =
                news.Count > 0 && rest > TimeSpan.Zero
                    ? Task.Delay(rest, _time, cancellationToken)
                    : _changed.WaitAsync(version, cancellationToken);
            if (news.Count == 0 || rest <= TimeSpan.Zero)
            {
                seen = version;
                if (news.Count > 0) toldAt = _time.GetTimestamp();
                foreach (var progress in news) yield return progress;
                if (only is not null && news is [{ HasEnded: true }]) yield break;
            }

            // That a reader leaves, or the portal stops, is no failure.
            await awaited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) yield break;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tell()
    {
        long version;
        lock (_gate)
        {
            _isDue = false;
            _toldAt = _time.GetTimestamp();
            foreach (var progress in _posted.Values) _told[progress.Id] = new Entry(progress, ++_version, _toldAt.Value);
            _posted.Clear();
            Number();
            Prune(_toldAt.Value);
            version = _version;
        }

        _changed.Publish(version);
    }

    private PullProgress? Newest(ModelPullId id) => _posted.GetValueOrDefault(id) ?? _told.GetValueOrDefault(id)?.Progress;

    // Whoever is in line moves up when another leaves it.
    private void Number()
    {
        var place = 0;
        var line = _told.Values.Where(e => e.Progress.IsInQueue)
            .OrderBy(e => e.Progress.IsUpdate).ThenBy(e => e.Progress.AskedAt).ThenBy(e => e.Progress.Id.Value);
        foreach (var (progress, version, at) in line.ToList())
        {
            // Nobody is told the place of an update: they are counted.
            if (progress.Place != ++place)
                _told[progress.Id] = new Entry(progress with { Place = place }, progress.IsQuiet ? version : ++_version, at);
        }
    }

    private void Prune(long now)
    {
        foreach (var (id, entry) in _told)
        {
            if (entry.Progress.HasEnded && _time.GetElapsedTime(entry.At, now) > EndsAreKeptFor) _told.Remove(id);
        }
    }

    private sealed record Entry(PullProgress Progress, long Version, long At);
}
