using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Splits a stream of bytes into lines, however the bytes arrive.</summary>
internal sealed class NdjsonReader(Stream stream, int maxLineLength = NdjsonReader.DefaultMaxLineLength) : IDisposable
{
    public const int DefaultMaxLineLength = 16 * 1024 * 1024;

    private readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
    private ReadOnlySequence<byte> _unread;
    private long _searched;
    private bool _hasEnded;

    /// <summary>The line without its end; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the stream ended before the line did.</summary>
    public bool IsUnfinished { get; private set; }

    /// <returns>False at the end of the stream. Blank lines are skipped.</returns>
    /// <exception cref="LineTooLongException">The line is longer than <c>maxLineLength</c>.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryReadLine())
        {
            if (_hasEnded) return false;
            if (_unread.Length > maxLineLength) throw new LineTooLongException();
            _pipe.AdvanceTo(_unread.Start, _unread.End);
            var result = await _pipe.ReadAsync(cancellationToken);
            _unread = result.Buffer;
            _hasEnded = result.IsCompleted;
        }

        return true;
    }

    public void Dispose()
    {
        Line = default;
        _pipe.Complete();
    }

    private bool TryReadLine()
    {
        while (!_unread.IsEmpty)
        {
            var end = _unread.Slice(_searched).PositionOf((byte)'\n');
            if (end is null && !_hasEnded)
            {
                _searched = _unread.Length;
                return false;
            }

            var line = end is null ? _unread : _unread.Slice(0, end.Value);
            _unread = end is null ? _unread.Slice(_unread.End) : _unread.Slice(_unread.GetPosition(1, end.Value));
            _searched = 0;
            Line = line.IsSingleSegment ? line.First : line.ToArray();
            IsUnfinished = end is null;
            if (Line.Span.ContainsAnyExcept(" \t\r"u8)) return true;
        }

        return false;
    }
}

internal sealed class LineTooLongException() : IOException("A line of the stream is too long.");
