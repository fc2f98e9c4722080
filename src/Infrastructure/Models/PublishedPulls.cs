using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>The published progress of each download, and its position in the queue. Ends stay for a minute, so that no reader
/// misses one. Not thread-safe.</summary>
internal sealed class PublishedPulls(TimeProvider time)
{
    private static readonly TimeSpan EndsAreKeptFor = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ModelPullId, Entry> _entries = [];

    public long Version { get; private set; }

    public IEnumerable<ModelPullId> Ids => _entries.Keys;

    public PullProgress? Find(ModelPullId id) => _entries.GetValueOrDefault(id)?.Progress;

    public void Remove(ModelPullId id) => _entries.Remove(id);

    public IReadOnlyList<PullProgress> Since(long version, ModelPullId? only) =>
    [
        .. _entries.Values.Where(e => e.Version > version && (only is null || e.Progress.Id == only))
            .OrderBy(e => e.Version).Select(e => e.Progress),
    ];

    public void Add(IEnumerable<PullProgress> news, long now)
    {
        foreach (var progress in news) _entries[progress.Id] = new Entry(progress, ++Version, now);
        UpdatePositions();
        Prune(now);
    }

    private void UpdatePositions()
    {
        var position = 0;
        var queue = _entries.Values.Where(e => e.Progress.IsInQueue)
            .OrderBy(e => e.Progress.IsUpdate).ThenBy(e => e.Progress.AskedAt).ThenBy(e => e.Progress.Id.Value);
        foreach (var (progress, version, at) in queue.ToList())
        {
            // Updates show a count instead of their positions.
            if (progress.Place != ++position)
                _entries[progress.Id] = new Entry(progress with { Place = position }, progress.IsQuiet ? version : ++Version, at);
        }
    }

    private void Prune(long now)
    {
        foreach (var (id, entry) in _entries)
        {
            if (entry.Progress.HasEnded && time.GetElapsedTime(entry.At, now) > EndsAreKeptFor) _entries.Remove(id);
        }
    }

    private sealed record Entry(PullProgress Progress, long Version, long At);
}
