using System.Text.Json;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>What a client relies on: the names and JSON types in a value, without the values.</summary>
internal static class JsonShape
{
    /// <param name="line">JSON, or a literal such as <c>[DONE]</c>, which is its own shape.</param>
    /// <param name="without">A field whose presence depends on timing.</param>
    public static string Of(string line, string? without = null) => line is "[DONE]" ? line : Of(JsonElement.Parse(line), without);

    /// <summary>The shapes of a stream, each once where it repeats.</summary>
    public static IReadOnlyList<string> Sequence(IEnumerable<string> lines, string? without = null)
    {
        var shapes = new List<string>();
        foreach (var shape in lines.Select(line => Of(line, without)))
        {
            if (shapes.Count == 0 || shapes[^1] != shape)
                shapes.Add(shape);
        }
        return shapes;
    }

    private static string Of(JsonElement value, string? without) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "{"
                + string.Join(
                    ',',
                    value
                        .EnumerateObject()
                        .Where(member => member.Name != without)
                        .Select(member => $"{member.Name}:{Of(member.Value, without)}")
                        .Order(StringComparer.Ordinal)
                )
                + "}",
            JsonValueKind.Array => "["
                + string.Join('|', value.EnumerateArray().Select(item => Of(item, without)).Distinct().Order(StringComparer.Ordinal))
                + "]",
            JsonValueKind.True or JsonValueKind.False => "bool",
            var kind => kind.ToString().ToLowerInvariant(),
        };
}
