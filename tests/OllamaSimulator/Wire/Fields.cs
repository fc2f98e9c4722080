using System.Text;
using System.Text.Json;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// The members of a JSON object in a request, read with the type errors that Go's encoding/json gives
/// (transcripts 031, 052), because clients show these texts to people.
/// </summary>
internal readonly record struct Fields(JsonElement Object, string Path)
{
    public static Fields Parse(string body, string type)
    {
        if (string.IsNullOrWhiteSpace(body))
            throw new OllamaException(400, "missing request body");
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            throw new OllamaException(400, SyntaxError(Encoding.UTF8.GetBytes(body)));
        }
        return root.ValueKind == JsonValueKind.Object
            ? new Fields(root, type)
            : throw new OllamaException(400, $"json: cannot unmarshal {KindOf(root)} into Go value of type api.{type}");
    }

    public JsonElement? Get(string name) =>
        Object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string Text(string name) => Get(name) is not { } value ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Mismatch(value, name, "string");

    public bool? Flag(string name) => Get(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Mismatch(value, name, "bool");

    public int? Number(string name) => Get(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number ? (int)value.GetDouble()
        : throw Mismatch(value, name, "int");

    public IEnumerable<JsonElement> Items(string name, string type) => Get(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : throw Mismatch(value, name, type);

    public IEnumerable<Fields> Objects(string name, string type)
    {
        var path = $"{Path}.{name}";
        return Items(name, type).Select(item => item.ValueKind == JsonValueKind.Object
            ? new Fields(item, path)
            : throw new OllamaException(400, $"json: cannot unmarshal {KindOf(item)} into Go struct field {path} of type {type}"));
    }

    private OllamaException Mismatch(JsonElement value, string name, string type) =>
        new(400, $"json: cannot unmarshal {KindOf(value)} into Go struct field {Path}.{name} of type {type}");

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    // Read as if more bytes could follow: what is merely cut off does not fail then.
    private static string SyntaxError(byte[] body)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
            }
            return "unexpected EOF";
        }
        catch (JsonException)
        {
            var at = (char)body[Math.Min((int)reader.BytesConsumed, body.Length - 1)];
            return $"invalid character '{at}' looking for beginning of value";
        }
    }
}
