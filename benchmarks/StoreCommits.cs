using System.Buffers.Binary;

namespace ChatAi.Benchmarks;

/// <summary>
/// Counts the commits of a SQLite store from outside, by the frames of its write-ahead log that end a transaction
/// (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
/// </summary>
internal sealed class StoreCommits(string dataDirectory)
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    // Shorter than any time in which the log could begin anew twice.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private readonly byte[] _header = new byte[HeaderSize];
    private readonly byte[] _frame = new byte[FrameHeaderSize];
    private ulong _salt;
    private long _offset;

    /// <returns>How many there were in that time.</returns>
    public async Task<int> CountAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var file = Directory.EnumerateFiles(dataDirectory, "*-wal").Single();
        await using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        NewCommits(log);
        var count = 0;
        for (var end = DateTime.UtcNow + time; DateTime.UtcNow < end;)
        {
            await Task.Delay(Interval, cancellationToken);
            count += NewCommits(log);
        }

        return count;
    }

    private int NewCommits(FileStream log)
    {
        log.Position = 0;
        if (log.ReadAtLeast(_header, HeaderSize, throwOnEndOfStream: false) < HeaderSize) return 0;
        var salt = BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(16));
        if (salt != _salt) (_salt, _offset) = (salt, HeaderSize);

        var pageSize = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(8));
        var count = 0;
        while (true)
        {
            log.Position = _offset;
            if (log.ReadAtLeast(_frame, FrameHeaderSize, throwOnEndOfStream: false) < FrameHeaderSize) return count;
            // Frames of an earlier round lie behind those of this one.
            if (BinaryPrimitives.ReadUInt64BigEndian(_frame.AsSpan(8)) != salt) return count;
            if (BinaryPrimitives.ReadInt32BigEndian(_frame.AsSpan(4)) != 0) count++;
            _offset += FrameHeaderSize + pageSize;
        }
    }
}
