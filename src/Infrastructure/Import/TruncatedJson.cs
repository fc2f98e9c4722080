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
    private readonly JsonItems _items = new();

    private byte[] _buffer = new byte[InitialBufferSize];
    private int _filled;
    private JsonReaderState _state = new(Lenient);
    private long _consumed;
    private bool _hasEnded;

    public bool IsNotAList => _items.IsNotAList;

    /// <summary>Where and how the file is damaged, as the end of a sentence; null if it is not, or before the end.</summary>
    public string? Damage { get; private set; }

    /// <summary>Whether the file ends within this object or list.</summary>
    public bool IsTruncated(JsonNode node) => Damage is not null && _items.IsOpen(node);

    /// <summary>The last item may be truncated.</summary>
    public IEnumerable<JsonNode?> Items()
    {
        while (!IsNotAList && Damage is null && !_hasEnded)
        {
            Fill();
            Parse();
            while (_items.TryTake(out var item)) yield return item;
        }

        if (Damage is not null && _items.Unfinished is { } last) yield return last;
    }

    private void Fill()
    {
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);

        // Filled each time: a long text is parsed from its start whenever more of it arrives.
        var free = _buffer.AsSpan(_filled);
        var read = _text.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        _filled += read;
        _hasEnded = read < free.Length;
        var isFirst = _consumed == 0 && !_items.HasBegun;
        if (isFirst && _buffer.AsSpan(0, _filled).StartsWith(Encoding.UTF8.Preamble)) Drop(Encoding.UTF8.Preamble.Length);
    }

    private void Parse()
    {
        // Not the final block, so that the reader stops at incomplete input instead of throwing.
        var reader = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isFinalBlock: false, _state);
        try
        {
            while (!IsNotAList && reader.Read()) _items.Add(ref reader, _consumed);
        }
        catch (JsonException broken)
        {
            Damage = $"cannot be read from line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}";
            return;
        }

        _state = reader.CurrentState;
        Drop((int)reader.BytesConsumed);
        if (IsNotAList) return;
        if (_hasEnded && !_items.AreComplete) Damage = $"ends too early, after {_consumed} bytes";
        else if (_consumed + _filled - _items.Start > MaxItemBytes)
            Damage = $"has an entry larger than {ByteSize.Text(MaxItemBytes)} after {_items.Start} bytes";
    }

    private void Drop(int bytes)
    {
        _consumed += bytes;
        _filled -= bytes;
        Buffer.BlockCopy(_buffer, bytes, _buffer, 0, _filled);
    }
}
