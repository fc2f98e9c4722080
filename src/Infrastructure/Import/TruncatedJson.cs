using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatAi.Application.Common;

namespace ChatAi.Infrastructure.Import;

/// <summary>
/// A JSON list as far as it can be read, one item after another: a file that a crash has cut off, or that is broken somewhere, gives all
/// that stands before. What is not text by UTF-8 or UTF-16 is U+FFFD.
/// </summary>
internal sealed class TruncatedJson(Stream file)
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Of an item, so that a file does not decide how much memory it takes.</summary>
    private const int MaxItemBytes = 64_000_000;

    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    // Every wrong byte becomes the replacement character on the way.
    private readonly Stream _text = Encoding.CreateTranscodingStream(file, Encoding.UTF8, Encoding.UTF8, leaveOpen: true);
    private readonly Queue<JsonNode?> _items = new();
    private readonly Stack<JsonNode> _open = new();

    private byte[] _buffer = new byte[FirstBuffer];
    private int _filled;
    private JsonReaderState _state = new(Lenient);
    private string? _name;
    private long _consumed;
    private long _itemStart;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <summary>Whether the file holds anything but a list; nothing of that is read.</summary>
    public bool IsNoList { get; private set; }

    /// <summary>Where and how it breaks off, as the end of a sentence. Null for a file that is whole, and until all items are
    /// read.</summary>
    public string? Damage { get; private set; }

    /// <summary>Whether an object or a list had begun, and not ended, where the file breaks off.</summary>
    public bool IsTruncated(JsonNode node) => Damage is not null && _open.Contains(node);

    /// <summary>The last item may be torn.</summary>
    public IEnumerable<JsonNode?> Items()
    {
        while (!IsNoList && Damage is null && !_hasEnded)
        {
            Fill();
            Parse();
            while (_items.TryDequeue(out var item)) yield return item;
        }

        // Below the list itself lies the item in which the file breaks off.
        if (Damage is not null && _open.Count > 1) yield return _open.ElementAt(_open.Count - 2);
    }

    private void Fill()
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);

        // Full each time: a long text is looked at from its beginning whenever more of it comes.
        var free = _buffer.AsSpan(_filled);
        var read = _text.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        _filled += read;
        _hasEnded = read < free.Length;
        var isFirst = _consumed == 0 && !_hasBegun;
        if (isFirst && _buffer.AsSpan(0, _filled).StartsWith(Encoding.UTF8.Preamble)) Drop(Encoding.UTF8.Preamble.Length);
    }

    private void Parse()
    {
        // Not the final block: then the reader stops before what is not whole, instead of throwing.
        var reader = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock: false, _state);
        try
        {
            while (!IsNoList && reader.Read()) Take(ref reader);
        }
        catch (JsonException broken)
        {
            Damage = $"cannot be read from line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1} on";
            return;
        }

        _state = reader.CurrentState;
        Drop((int)reader.BytesConsumed);
        if (IsNoList) return;
        if (_hasEnded && (!_hasBegun || _open.Count > 0)) Damage = $"breaks off after {_consumed} bytes";
        else if (_consumed + _filled - _itemStart > MaxItemBytes)
            Damage = $"has something larger than {ByteSize.Text(MaxItemBytes)} after {_itemStart} bytes";
    }

    private void Take(ref Utf8JsonReader reader)
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
        else IsNoList = value is not JsonArray;
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
        // The outermost list keeps nothing: its items are handed on.
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
