using ChatAi.Application.Files;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Files.Detection;

/// <summary>Counts what comes out of a compressed stream. The size that a file declares is not trusted.</summary>
internal sealed class UnpackedStream(Stream inner, Action<int> count) : ForwardStream
{
    private long _read;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        if (_read > ExtractionLimits.MaxPartBytes) throw new FileRefusedException(FileFailures.Inflated);
        count(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
