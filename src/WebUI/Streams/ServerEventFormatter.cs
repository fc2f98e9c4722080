using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ChatAi.WebUI.Streams;

/// <summary>
/// Formats an event in a buffer of its own, so that the connection is given it in one piece: asking a connection for room costs more
/// than writing a few words, and an event has five of them.
/// </summary>
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

    // JSON has no line ends of its own, so the data is one line.
    private void WriteData(object data)
    {
        _json ??= new Utf8JsonWriter(_text, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true });
        _json.Reset(_text);
        JsonSerializer.Serialize(_json, data, data.GetType(), options);
        _json.Flush();
    }
}
