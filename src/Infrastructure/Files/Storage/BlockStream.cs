using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Files.Storage;

/// <summary>Blocks as a stream that is read once.</summary>
internal sealed class BlockStream(IAsyncEnumerable<byte[]> blocks) : ForwardStream
{
    private readonly IAsyncEnumerator<byte[]> _blocks = blocks.GetAsyncEnumerator(CancellationToken.None);
    private ReadOnlyMemory<byte> _rest;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty && !await _blocks.MoveNextAsync()) return 0;
        if (_rest.IsEmpty) _rest = _blocks.Current;
        var length = Math.Min(buffer.Length, _rest.Length);
        _rest[..length].CopyTo(buffer);
        _rest = _rest[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override async ValueTask DisposeAsync()
    {
        await _blocks.DisposeAsync();
        await base.DisposeAsync();
    }
}
