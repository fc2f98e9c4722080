using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatAi.Infrastructure.Import.Formats;

internal static class JsonElements
{
    /// <returns>A string that is not empty; null for anything else.</returns>
    public static string? TextOf(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.Text() is { Length: > 0 } text
            ? text
            : null;

    /// <returns>An object or a list; null for anything else.</returns>
    public static JsonElement? Of(this JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    public static bool IsTrue(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The items of a list; none of anything else.</summary>
    public static IEnumerable<JsonElement> ItemsOf(this JsonElement json, string name) =>
        json.Of(name, JsonValueKind.Array)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();

    /// <summary>Half a surrogate pair and invalid UTF-8 become U+FFFD.</summary>
    public static string Text(this JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(text));
            reader.Read();
            return JsonText.Of(ref reader);
        }
    }
}
