using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatAi.Application.Common;

namespace ChatAi.Infrastructure.Import;

/// <summary>Reads a JSON list item by item, up to where the file is truncated or broken. Invalid UTF-8 becomes U+FFFD.</summary>
internal sealed class TruncatedJson(Stream file)
{
    private const int InitialBufferSize = 64 * 1024;

    /// <summary>Per item, so that a file cannot exhaust the memory.</summary>
    private const int MaxItemBytes = 64_000_000;

    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly Stream _text = Encoding.CreateTranscodingStream(file, Encoding.UTF8, Encoding.UTF8, leaveOpen: true);
    private readonly Queue<JsonNode?> _items = new();
    private readonly Stack<JsonNode> _open = new();

    private byte[] _buffer = new byte[InitialBufferSize];
    private int _filled;
    private JsonReaderState _state = new(Lenient);
    private string? _name;
    private long _consumed;
    private long _itemStart;
    private bool _hasBegun;
    private bool _hasEnded;

    public bool IsNotAList { get; private set; }

    /// <summary>Where and how the file is damaged, as the end of a sentence; null if it is not, or before the end.</summary>
    public string? Damage { get; private set; }

    /// <summary>Whether the file ends within this object or list.</summary>
    public bool IsTruncated(JsonNode node) => Damage is not null && _open.Contains(node);

    /// <summary>The last item may be truncated.</summary>
    public IEnumerable<JsonNode?> Items()
    {
        while (!IsNotAList && Damage is null && !_hasEnded)
        {
            Fill();
            Parse();
            while (_items.TryDequeue(out var item)) yield return item;
        }

        // The item in which the file ends is the one below the list itself.
        if (Damage is not null && _open.Count > 1) yield return _open.ElementAt(_open.Count - 2);
    }

    private void Fill()
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);

        // Filled each time: a long text is parsed from its start whenever more of it arrives.
        var free = _buffer.AsSpan(_filled);
        var read = _text.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        _filled += read;
        _hasEnded = read < free.Length;
        var isFirst = _consumed == 0 && !_hasBegun;
        if (isFirst && _buffer.AsSpan(0, _filled).StartsWith(Encoding.UTF8.Preamble)) Drop(Encoding.UTF8.Preamble.Length);
    }

    private void Parse()
    {
        // Not the final block, so that the reader stops at incomplete input instead of throwing.
        var reader = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock: false, _state);
        try
        {
            while (!IsNotAList && reader.Read()) Handle(ref reader);
        }
        catch (JsonException broken)
        {
            Damage = $"cannot be read from line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}";
            return;
        }

        _state = reader.CurrentState;
        Drop((int)reader.BytesConsumed);
        if (IsNotAList) return;
        if (_hasEnded && (!_hasBegun || _open.Count > 0)) Damage = $"ends too early, after {_consumed} bytes";
        else if (_consumed + _filled - _itemStart > MaxItemBytes)
            Damage = $"has an entry larger than {ByteSize.Text(MaxItemBytes)} after {_itemStart} bytes";
    }

    private void Handle(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _name = JsonText.Of(ref reader);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var ended = _open.Pop();
                if (_open.Count == 1) Finish(ended, reader.BytesConsumed);
                return;
        }

        var value = Value(ref reader);
        if (_open.TryPeek(out var parent)) Add(parent, value);
        else IsNotAList = value is not JsonArray;
        _hasBegun = true;
        if (value is JsonObject or JsonArray) _open.Push(value);
        else if (_open.Count == 1) Finish(value, reader.BytesConsumed);
    }

    private void Finish(JsonNode? item, long consumed)
    {
        _items.Enqueue(item);
        _itemStart = _consumed + consumed;
    }

    private void Add(JsonNode parent, JsonNode? value)
    {
        // Items of the outermost list are returned, not kept.
        if (_open.Count == 1) return;
        if (parent is JsonArray list) list.Add(value);
        else parent.AsObject()[_name!] = value;
    }

    private void Drop(int bytes)
    {
        _consumed += bytes;
        _filled -= bytes;
        Buffer.BlockCopy(_buffer, bytes, _buffer, 0, _filled);
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
