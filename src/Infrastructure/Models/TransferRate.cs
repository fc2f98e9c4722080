namespace ChatAi.Infrastructure.Models;

/// <summary>Bytes a second over the last ten seconds.</summary>
internal sealed class TransferRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MinElapsed = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, long Bytes)> _samples = new();
    private long _last;

    public double? BytesPerSecond { get; private set; }

    /// <param name="bytes">Fetched so far in this attempt; fewer than before if a part is fetched again, which restarts the count.</param>
    public void Report(long bytes)
    {
        if (bytes < _last) _samples.Clear();
        _last = bytes;
        var now = time.GetTimestamp();
        _samples.Enqueue((now, bytes));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > Window) _samples.Dequeue();

        var (since, before) = _samples.Peek();
        var elapsed = time.GetElapsedTime(since, now);
        if (elapsed >= MinElapsed) BytesPerSecond = (bytes - before) / elapsed.TotalSeconds;
    }
}
