namespace ChatAi.UnitTests.Ollama;

/// <summary>Gives its bytes in pieces of the given sizes, then ends, breaks or falls silent.</summary>
internal sealed class ScriptedStream(byte[] bytes, Func<int> nextSize, ScriptedEnd end = ScriptedEnd.Ends) : Stream
{
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    /// <summary>Completes when everything is read and nothing more comes.</summary>
    public Task Silent => _silent.Task;

    public bool IsDisposed { get; private set; }

    /// <summary>In bytes.</summary>
    public int Taken => _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var size = Math.Min(Math.Min(Math.Max(1, nextSize()), buffer.Length), bytes.Length - _position);
        if (size == 0)
        {
            if (end == ScriptedEnd.Breaks) throw new HttpIOException(HttpRequestError.ResponseEnded);
            if (end == ScriptedEnd.FallsSilent)
            {
                _silent.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }

        bytes.AsMemory(_position, size).CopyTo(buffer);
        _position += size;
        return size;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

internal enum ScriptedEnd
{
    Ends,
    Breaks,
    FallsSilent,
}
