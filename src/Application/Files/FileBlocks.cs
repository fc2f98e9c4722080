using ChatAi.Domain.Files;

namespace ChatAi.Application.Files;

/// <summary>An arriving file in blocks. Only a few of them are in memory.</summary>
internal sealed class FileBlocks(Stream content)
{
    // 2 MB a transaction: the store stays free for others between two of them.
    private const int AtOnce = 8;

    private byte[] _peeked = [];

    /// <returns>The beginning, which is also part of what is read later. Shorter if the file is.</returns>
    public async Task<byte[]> PeekAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        var read = await content.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken);
        return _peeked = bytes[..read];
    }

    /// <returns>The next blocks; none at the end.</returns>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(CancellationToken cancellationToken)
    {
        var blocks = new List<byte[]>();
        while (blocks.Count < AtOnce)
        {
            var block = await ReadAllAsync(FileBlock.Size, cancellationToken);
            if (block.Length > 0) blocks.Add(block);
            if (block.Length < FileBlock.Size) break;
        }

        return blocks;
    }

    /// <returns>Shorter than <paramref name="max"/> at the end.</returns>
    public async Task<byte[]> ReadAllAsync(int max, CancellationToken cancellationToken)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(max);
        var length = Math.Min(_peeked.Length, max);
        _peeked.AsSpan(0, length).CopyTo(bytes);
        _peeked = _peeked[length..];
        length += await content.ReadAtLeastAsync(bytes.AsMemory(length), max - length, throwOnEndOfStream: false, cancellationToken);
        return length == max ? bytes : bytes[..length];
    }
}
