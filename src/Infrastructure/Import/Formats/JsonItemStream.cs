using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>Reads JSON item by item, with one item in memory: the items of a list, or one value after another as in JSON Lines.</summary>
internal sealed class JsonItemStream(Stream content, long maxBytes)
{
    /// <summary>Of one item, so that a file cannot exhaust the memory.</summary>
    public const int MaxItemBytes = 32_000_000;

    private static readonly JsonSerializerOptions Options = new() { DefaultBufferSize = 64 * 1024 };

    private byte[] _head = [];

    public long Bytes { get; private set; }

    /// <summary>Whether it begins as JSON that can hold chats.</summary>
    public async Task<bool> IsJsonAsync(CancellationToken cancellationToken) =>
        await FirstAsync(cancellationToken) is (byte)'[' or (byte)'{';

    /// <exception cref="ChatFileException">The rest cannot be read.</exception>
    public async IAsyncEnumerable<JsonElement> ItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isList = await FirstAsync(cancellationToken) == (byte)'[';
        var limited = new LimitedStream(_head, content, MaxItemBytes, maxBytes);
        var number = 0;
        await using var items = JsonSerializer
            .DeserializeAsyncEnumerable<JsonElement>(limited, topLevelValues: !isList, Options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync()) break;
            }
            catch (Exception broken) when (broken is JsonException or InvalidDataException)
            {
                throw new ChatFileException(Reason.Of("import.broken", number));
            }

            number++;
            yield return items.Current;
            limited.EndItem();
            Bytes = limited.Total;
        }

        Bytes = limited.Total;
    }

    // Behind white space and the mark that some programs put before UTF-8.
    private async Task<byte> FirstAsync(CancellationToken cancellationToken)
    {
        if (_head.Length == 0)
        {
            var head = new byte[256];
            var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            _head = head[..read];
            if (_head.AsSpan().StartsWith(Encoding.UTF8.Preamble)) _head = _head[Encoding.UTF8.Preamble.Length..];
        }

        return _head.FirstOrDefault(b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'));
    }
}
