using System.Runtime.CompilerServices;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Models;

/// <summary>The newest numbers of each download, for any number of readers. What has ended stays for a minute, so that none misses it.</summary>
internal sealed class PullBoard(TimeProvider time)
{
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan EndsAreKeptFor = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<ModelPullId, Entry> _entries = [];
    private readonly Pulse _changed = new();
    private long _version;

    public void Post(PullProgress progress)
    {
        lock (_gate)
        {
            _entries[progress.Id] = new Entry(progress, ++_version, time.GetTimestamp());
            if (progress.HasEnded) Prune();
        }

        _changed.Beat();
    }

    public PullProgress? Find(ModelPullId id)
    {
        lock (_gate) return _entries.GetValueOrDefault(id)?.Progress;
    }

    public long Version
    {
        get
        {
            lock (_gate) return _version;
        }
    }

    public async IAsyncEnumerable<PullProgress> FollowAsync(
        long since, ModelPullId? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = since;
        while (true)
        {
            var changed = _changed.Next;
            List<PullProgress> news;
            lock (_gate)
            {
                news = [.. _entries.Values.Where(e => e.Version > seen && (only is null || e.Progress.Id == only))
                    .OrderBy(e => e.Version).Select(e => e.Progress)];
                seen = _version;
            }

            foreach (var progress in news) yield return progress;
            if (only is not null && news is [{ HasEnded: true }]) yield break;

            if (!await RestAsync(changed, cancellationToken)) yield break;
        }
    }

    // What changes while a reader rests is one change. That it leaves, or the portal stops, is no failure.
    private async Task<bool> RestAsync(Task changed, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(cancellationToken);
            await Task.Delay(UpdateInterval, time, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Prune()
    {
        foreach (var (id, entry) in _entries)
        {
            if (entry.Progress.HasEnded && time.GetElapsedTime(entry.At) > EndsAreKeptFor) _entries.Remove(id);
        }
    }

    private sealed record Entry(PullProgress Progress, long Version, long At);
}
