using System.Collections.Concurrent;

namespace ChatAi.OllamaSimulator;

/// <summary>Layers on the simulated disk, whole or in part.</summary>
internal sealed class BlobStore(SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, Blob> _blobs = new();

    private double _fetched;

    /// <summary>All that ever came from a registry, twice where it was fetched again.</summary>
    public long Fetched => (long)Math.Round(Volatile.Read(ref _fetched));

    public Blob Get(ModelLayer layer) => _blobs.GetOrAdd(layer.Digest, _ => new Blob(layer.Size, options, CountFetched));

    public void Complete(ModelLayer layer) => Get(layer).Complete();

    public void Forget(ModelLayer layer) => _blobs.TryRemove(layer.Digest, out _);

    private void CountFetched(double bytes)
    {
        lock (_blobs) Volatile.Write(ref _fetched, _fetched + bytes);
    }
}

/// <summary>
/// A layer that arrives at the configured rate while at least one client wants it. It stops when the last one leaves and
/// keeps what has arrived (transcripts 144, 148); two clients share it (150-153).
/// </summary>
internal sealed class Blob(long size, SimulatorOptions options, Action<double> fetched)
{
    private readonly Lock _gate = new();
    private double _arrived;
    private int _clients;
    private long _measuredAt;

    /// <summary>Set by a fault: the registry sends nothing beyond this many bytes.</summary>
    public long? CutOffAt { get; set; }

    public long Size => size;

    public long Arrived
    {
        get
        {
            lock (_gate)
            {
                Measure();
                return (long)_arrived;
            }
        }
    }

    public bool IsComplete => Arrived >= size;

    public TimeSpan TimeLeft => options.PullBytesPerSecond <= 0
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Max(0, size - Arrived) / (double)options.PullBytesPerSecond);

    public void Complete()
    {
        lock (_gate)
            _arrived = size;
    }

    public IDisposable Want()
    {
        lock (_gate)
        {
            if (_clients++ == 0)
                _measuredAt = options.TimeProvider.GetTimestamp() + Ticks(options.RegistryLatency);
        }
        return new Interest(this);
    }

    private void Measure()
    {
        var now = options.TimeProvider.GetTimestamp();
        if (_clients == 0 || now < _measuredAt)
            return;
        var bytes = options.PullBytesPerSecond <= 0
            ? size
            : options.TimeProvider.GetElapsedTime(_measuredAt, now).TotalSeconds * options.PullBytesPerSecond;
        var arrived = Math.Min(Math.Max(_arrived, CutOffAt ?? size), Math.Min(size, _arrived + bytes));
        fetched(arrived - _arrived);
        _arrived = arrived;
        _measuredAt = now;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * options.TimeProvider.TimestampFrequency);

    private sealed class Interest(Blob blob) : IDisposable
    {
        public void Dispose()
        {
            lock (blob._gate)
            {
                blob.Measure();
                blob._clients--;
            }
        }
    }
}
