using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>Ends reading when one item, or all of them, are larger than allowed. Fills each buffer, since a long item is parsed from its
/// start whenever more of it arrives.</summary>
/// <param name="head">Read from the stream before.</param>
internal sealed class LimitedStream(ReadOnlyMemory<byte> head, Stream inner, int maxItem, long maxTotal) : ForwardStream
{
    private ReadOnlyMemory<byte> _head = head;
    private long _itemStart;

    public long Total { get; private set; }

    /// <summary>The next item begins about here.</summary>
    public void EndItem() => _itemStart = Total;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var begun = Math.Min(_head.Length, buffer.Length);
        _head[..begun].CopyTo(buffer);
        _head = _head[begun..];
        var rest = buffer[begun..];
        var read = begun + await inner.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken);
        Total += read;
        if (Total > maxTotal) throw new ChatFileException(Reason.Of("import.too-much", maxTotal));
        if (Total - _itemStart > maxItem + buffer.Length) throw new ChatFileException(Reason.Of("import.long-chat", maxItem));
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
