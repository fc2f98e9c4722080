using System.Buffers;
using System.Runtime.CompilerServices;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Cuts a stream of bytes into lines, however the bytes arrive. Allocates nothing per line.</summary>
internal sealed class NdjsonReader(Stream stream, int maxLineLength = NdjsonReader.DefaultMaxLineLength) : IDisposable
{
    public const int DefaultMaxLineLength = 16 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);
    private int _start;
    private int _searched;
    private int _end;
    private bool _ended;
    private bool _wasFilled;

    /// <summary>The line without its end; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the next line is here already, or more than the last read had room for: what is beneath keeps a buffer of its own.</summary>
    public bool HasMore => _wasFilled || _buffer.AsSpan(_start, _end - _start).Contains((byte)'\n');

    /// <summary>Whether the stream ended before the line did.</summary>
    public bool IsUnfinished { get; private set; }

    /// <returns>False at the end of the stream. Blank lines are passed over.</returns>
    /// <exception cref="LineTooLongException">The line is longer than a sane server's.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryTakeLine())
        {
            if (_ended) return false;
            MakeRoom();
            var room = _buffer.AsMemory(_end);
            var count = await stream.ReadAsync(room, cancellationToken);
            _wasFilled = count == room.Length;
            _end += count;
            _ended = count == 0;
        }

        return true;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        Line = default;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool TryTakeLine()
    {
        while (_start < _end)
        {
            var newline = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (newline < 0 && !_ended)
            {
                _searched = _end;
                return false;
            }

            var lineEnd = newline < 0 ? _end : _searched + newline;
            var line = _buffer.AsMemory(_start, lineEnd - _start);
            _start = _searched = newline < 0 ? _end : lineEnd + 1;
            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                Line = line;
                IsUnfinished = newline < 0;
                return true;
            }
        }

        return false;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _searched -= _start;
            _end -= _start;
            _start = 0;
        }

        if (_end > maxLineLength) throw new LineTooLongException();
        if (_end < _buffer.Length) return;

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

internal sealed class LineTooLongException() : IOException("A line of the stream is too long.");
