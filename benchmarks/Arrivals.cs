using System.Diagnostics;

namespace ChatAi.Benchmarks;

/// <summary>When each word of an answer came to its reader, whatever it was wrapped in.</summary>
internal sealed class Arrivals(int words)
{
    // More than the longest of what is looked for, which may come in two parts.
    private const int Kept = 32;

    private static ReadOnlySpan<byte> PortalsEnd => "event: done"u8;

    private static ReadOnlySpan<byte> OllamasEnd => "\"done\":true"u8;

    private readonly long[] _at = new long[words];
    private int _known;

    /// <summary>All words have come, and the end with them.</summary>
    public bool IsComplete { get; private set; }

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var kept = 0;
        while (await stream.ReadAsync(buffer.AsMemory(kept), cancellationToken) is > 0 and var length)
        {
            var now = Stopwatch.GetTimestamp();
            var text = buffer.AsSpan(0, kept + length);
            for (var last = Words.Last(text); _known <= last; _known++) _at[_known] = now;
            IsComplete |= _known == words && (text.IndexOf(PortalsEnd) >= 0 || text.IndexOf(OllamasEnd) >= 0);
            kept = Math.Min(Kept, text.Length);
            text[^kept..].CopyTo(buffer);
        }
    }

    /// <returns>In milliseconds. The simulator notes the time after its write, which the reader may be quicker than.</returns>
    public IEnumerable<(long Written, double Delay)> DelaysSince(IReadOnlyList<long> written) =>
        _at.Take(_known).Zip(written, (came, went) => (went, Math.Max(0, Stopwatch.GetElapsedTime(went, came).TotalMilliseconds)));
}
