using System.Text.Json;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>What <c>/api/show</c> says about the architecture of a model, in <c>model_info</c>. Everything may be missing.</summary>
internal sealed class ModelInfo(JsonElement info)
{
    // Keys and values of the attention are stored in 16 bits.
    private const int BytesPerNumber = 2;

    private readonly string? _architecture = Field(info, "general.architecture") is { ValueKind: JsonValueKind.String } name
        ? name.GetString()
        : null;

    /// <summary>In tokens.</summary>
    public long? ContextLength => Number("context_length");

    /// <summary>Bytes of memory that each token of the context takes. An upper bound: some models look back only a part of the
    /// way.</summary>
    public long? BytesPerToken
    {
        get
        {
            if (Number("block_count") is not { } blocks || Number("attention.head_count") is not > 0) return null;
            var heads = Number("attention.head_count")!.Value;
            var length = Number("embedding_length") / heads;
            var numbers = (Number("attention.key_length") ?? length) + (Number("attention.value_length") ?? length);
            return KeyHeads(blocks, heads) * numbers * BytesPerNumber;
        }
    }

    // Of all blocks. An array has a number for each block.
    private long KeyHeads(long blocks, long heads) => Architecture("attention.head_count_kv") is { ValueKind: JsonValueKind.Array } each
        ? each.EnumerateArray().Sum(count => Number(count) ?? heads)
        : blocks * (Number("attention.head_count_kv") ?? heads);

    private long? Number(string name) => Number(Architecture(name));

    private JsonElement Architecture(string name) => Field(info, $"{_architecture}.{name}");

    private static long? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number > 0 ? number : null;

    private static JsonElement Field(JsonElement info, string name) =>
        info.ValueKind == JsonValueKind.Object && info.TryGetProperty(name, out var field) ? field : default;
}
