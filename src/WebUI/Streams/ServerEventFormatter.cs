using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ChatAi.WebUI.Streams;

/// <summary>Formats an event in its own buffer and writes it at once: getting memory from the connection costs more than
/// formatting.</summary>
internal sealed class ServerEventFormatter(JsonSerializerOptions options)
{
    private const int MaxKept = 16 * 1024;

    private ArrayBufferWriter<byte> _text = new();
    private Utf8JsonWriter? _json;

    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Format(ServerEvent item)
    {
        if (_text.Capacity > MaxKept) _text = new ArrayBufferWriter<byte>();
        _text.ResetWrittenCount();
        _text.Write("event: "u8);
        Encoding.UTF8.GetBytes(item.Type, _text);
        _text.Write("\ndata: "u8);
        WriteData(item.Data);
        if (item.Id is { } id)
        {
            _text.Write("\nid: "u8);
            _text.Advance(id.Write(_text.GetSpan(StreamPosition.MaxLength)));
        }

        _text.Write("\n\n"u8);
        return _text.WrittenSpan;
    }

    // JSON has no line breaks, so the data is one line.
    private void WriteData(object data)
    {
        _json ??= new Utf8JsonWriter(_text, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true });
        _json.Reset(_text);
        JsonSerializer.Serialize(_json, data, data.GetType(), options);
        _json.Flush();
    }
}
