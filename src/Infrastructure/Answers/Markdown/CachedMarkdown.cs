using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ChatAi.Application.Answers;
using Microsoft.Extensions.Caching.Memory;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Caches the HTML of recently rendered texts. The key is a hash of the text, so no entry can be stale.</summary>
internal sealed class CachedMarkdown : IMarkdown, IDisposable
{
    /// <summary>In characters of text and HTML.</summary>
    public const int MaxSize = 4 * 1024 * 1024;

    /// <summary>A longer text would evict too many others.</summary>
    public const int MaxLength = 128 * 1024;

    /// <summary>The cache is cleared after this time without rendering.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    private readonly IMarkdown _markdown;
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxSize });
    private readonly ITimer _idle;

    public CachedMarkdown(IMarkdown markdown, TimeProvider time)
    {
        _markdown = markdown;
        _idle = time.CreateTimer(_ => _cache.Clear(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IReadOnlyList<string> RenderBlocks(string markdown)
    {
        if (markdown.Length > MaxLength) return _markdown.RenderBlocks(markdown);

        var key = KeyOf(markdown);
        _idle.Change(IdleTime, Timeout.InfiniteTimeSpan);
        if (_cache.TryGetValue(key, out IReadOnlyList<string>? known) && known is not null) return known;

        var blocks = _markdown.RenderBlocks(markdown);
        _cache.Set(key, blocks, new MemoryCacheEntryOptions { Size = markdown.Length + blocks.Sum(block => block.Length) });
        return blocks;
    }

    public void Dispose()
    {
        _idle.Dispose();
        _cache.Dispose();
    }

    private static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
