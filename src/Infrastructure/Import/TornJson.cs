using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ChatAi.Infrastructure.Import;

/// <summary>
/// JSON as far as it can be read: a file that a crash has cut off, or that is broken somewhere, gives all that stands before. What is not
/// text by UTF-8 or UTF-16 is U+FFFD.
/// </summary>
internal sealed class TornJson
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly HashSet<JsonNode> _open = new(ReferenceEqualityComparer.Instance);

    private TornJson()
    {
    }

    /// <summary>Null where nothing could be read.</summary>
    public JsonNode? Root { get; private set; }

    /// <summary>Where and how it breaks off, as the end of a sentence; null for a file that is whole.</summary>
    public string? Tear { get; private set; }

    /// <summary>Whether an object or a list had begun, and not ended, where the file breaks off.</summary>
    public bool IsTorn(JsonNode node) => _open.Contains(node);

    public static TornJson Read(byte[] file)
    {
        var json = new TornJson();
        var text = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? file.AsSpan(Encoding.UTF8.Preamble.Length) : file;
        if (!Utf8.IsValid(text)) text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));

        // Not the final block: then the reader stops before what is not whole, instead of throwing.
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(Lenient));
        var open = new Stack<JsonNode>();
        string? name = null;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = JsonText.Of(ref reader);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                    default:
                        var value = Value(ref reader);
                        if (open.TryPeek(out var parent)) Add(parent, name, value);
                        else json.Root = value;
                        if (value is JsonObject or JsonArray) open.Push(value);
                        break;
                }
            }

            if (json.Root is null || open.Count > 0) json.Tear = $"breaks off after {reader.BytesConsumed} bytes";
        }
        catch (JsonException broken)
        {
            json.Tear = $"cannot be read from line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1} on";
        }

        foreach (var node in open) json._open.Add(node);
        return json;
    }

    private static void Add(JsonNode parent, string? name, JsonNode? value)
    {
        if (parent is JsonArray list) list.Add(value);
        else parent.AsObject()[name!] = value;
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
