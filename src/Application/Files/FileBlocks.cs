using ChatAi.Domain.Files;

namespace ChatAi.Application.Files;

/// <summary>An arriving file in blocks. Only a few of them are in memory.</summary>
internal sealed class FileBlocks(Stream content)
{
    // 2 MB a transaction: the store stays free for others between two of them.
    private const int AtOnce = 8;

    private readonly byte[][] _buffers = new byte[AtOnce][];
    private byte[] _peeked = [];

    /// <returns>The beginning, which is also part of what is read later. Shorter if the file is.</returns>
    public async Task<byte[]> PeekAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        var read = await content.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken);
        return _peeked = bytes[..read];
    }

    /// <returns>The next blocks, which are valid until the next call; none at the end.</returns>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(CancellationToken cancellationToken)
    {
        for (var count = 0; count < AtOnce; count++)
        {
            var block = _buffers[count] ??= GC.AllocateUninitializedArray<byte>(FileBlock.Size);
            var length = await FillAsync(block, cancellationToken);
            if (length == block.Length) continue;
            return length == 0 ? _buffers[..count] : [.. _buffers[..count], block[..length]];
        }

        return _buffers;
    }

    /// <returns>Shorter than <paramref name="max"/> at the end.</returns>
    public async Task<byte[]> ReadAllAsync(int max, CancellationToken cancellationToken)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(max);
        var length = await FillAsync(bytes, cancellationToken);
        return length == max ? bytes : bytes[..length];
    }

    private async Task<int> FillAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var length = Math.Min(_peeked.Length, bytes.Length);
        _peeked.AsSpan(0, length).CopyTo(bytes);
        _peeked = _peeked[length..];
        return length + await content.ReadAtLeastAsync(
            bytes.AsMemory(length), bytes.Length - length, throwOnEndOfStream: false, cancellationToken);
    }
}
