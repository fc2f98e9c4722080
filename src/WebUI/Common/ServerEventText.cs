using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ChatAi.WebUI.Common;

/// <summary>
/// Puts an event together as it goes over the wire, before the network is given it: to ask a connection for room costs more than to
/// write a few words, and an event has five of them. One of these for each thread, not for each stream.
/// </summary>
internal sealed class ServerEventText : IDisposable
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static ServerEventText? s_own;

    private readonly JsonSerializerOptions _options;
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly Utf8JsonWriter _json;

    private ServerEventText(JsonSerializerOptions options)
    {
        _options = options;
        _json = new Utf8JsonWriter(_text, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true });
    }

    /// <returns>Valid until this thread asks for the next.</returns>
    public static ReadOnlySpan<byte> Of(ServerEvent item, JsonSerializerOptions options)
    {
        if (s_own is not { _text.Capacity: <= MostKept } own || own._options != options)
        {
            s_own?.Dispose();
            s_own = own = new ServerEventText(options);
        }

        return own.Put(item);
    }

    public void Dispose() => _json.Dispose();

    // JSON has no line ends of its own, so each event's data is one line.
    private ReadOnlySpan<byte> Put(ServerEvent item)
    {
        _text.ResetWrittenCount();
        _text.Write("event: "u8);
        Encoding.UTF8.GetBytes(item.Type, _text);
        _text.Write("\ndata: "u8);

        // What failed in the middle of an earlier one is forgotten.
        _json.Reset();
        JsonSerializer.Serialize(_json, item.Data, item.Data.GetType(), _options);
        _json.Flush();
        if (item.Id is { } id)
        {
            _text.Write("\nid: "u8);
            _text.Advance(id.Write(_text.GetSpan(StreamPosition.MaxLength)));
        }

        _text.Write("\n\n"u8);
        return _text.WrittenSpan;
    }
}
