using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

internal sealed class JsonItems
{
    private readonly Queue<JsonNode?> _items = new();
    private readonly Stack<JsonNode> _open = new();
    private string? _name;

    public bool IsNotAList { get; private set; }

    public bool HasBegun { get; private set; }

    public bool AreComplete => HasBegun && _open.Count == 0;

    /// <summary>The byte at which the current item starts.</summary>
    public long Start { get; private set; }

    public JsonNode? Unfinished => _open.Count > 1 ? _open.ElementAt(_open.Count - 2) : null;

    public bool IsOpen(JsonNode node) => _open.Contains(node);

    public bool TryTake(out JsonNode? item) => _items.TryDequeue(out item);

    /// <param name="consumed">The bytes before those of the reader.</param>
    public void Add(ref Utf8JsonReader reader, long consumed)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _name = JsonText.Of(ref reader);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var ended = _open.Pop();
                if (_open.Count == 1) Finish(ended, consumed + reader.BytesConsumed);
                return;
        }

        var value = Value(ref reader);
        if (_open.TryPeek(out var parent)) AddTo(parent, value);
        else IsNotAList = value is not JsonArray;
        HasBegun = true;
        if (value is JsonObject or JsonArray) _open.Push(value);
        else if (_open.Count == 1) Finish(value, consumed + reader.BytesConsumed);
    }

    private void Finish(JsonNode? item, long end)
    {
        _items.Enqueue(item);
        Start = end;
    }

    private void AddTo(JsonNode parent, JsonNode? value)
    {
        // Items of the outermost list are returned, not kept.
        if (_open.Count == 1) return;
        if (parent is JsonArray list) list.Add(value);
        else parent.AsObject()[_name!] = value;
    }

    private static JsonNode? Value(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new JsonObject(),
        JsonTokenType.StartArray => new JsonArray(),
        JsonTokenType.String => JsonValue.Create(JsonText.Of(ref reader)),
        JsonTokenType.Number => reader.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create(reader.GetDouble()),
        JsonTokenType.True => JsonValue.Create(true),
        JsonTokenType.False => JsonValue.Create(false),
        _ => null,
    };
}
