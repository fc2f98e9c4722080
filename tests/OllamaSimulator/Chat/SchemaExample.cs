using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatAi.OllamaSimulator;

/// <summary>Values that fit a JSON schema, for <c>format</c> and for the arguments of tools.</summary>
internal static class SchemaExample
{
    public static string For(JsonElement format) => format.ValueKind == JsonValueKind.Object
        ? Value(format)!.ToJsonString(Json.Options)
        : """{"answer":"It depends.","confidence":0.7}""";

    /// <summary>The first tool that the prompt speaks of.</summary>
    public static SimulatedToolCall? ToolFor(IReadOnlyList<JsonElement> tools, string prompt)
    {
        foreach (var tool in tools)
        {
            if (!tool.TryGetProperty("function", out var function) || !function.TryGetProperty("name", out var name))
                continue;
            var words = name.GetString()!.Split('_', '-').Where(word => word.Length > 3);
            if (!words.Any(word => prompt.Contains(word, StringComparison.OrdinalIgnoreCase)))
                continue;
            var arguments = function.TryGetProperty("parameters", out var parameters) ? Value(parameters) as JsonObject : null;
            return new SimulatedToolCall(name.GetString()!, arguments ?? []);
        }
        return null;
    }

    private static JsonNode? Value(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var choices) && choices.GetArrayLength() > 0)
            return JsonNode.Parse(choices[0].GetRawText());
        var type = schema.TryGetProperty("type", out var named) ? named.ToString() : "object";
        return type switch
        {
            "string" => "example",
            "boolean" => true,
            "integer" => 3,
            "number" => 1.5,
            "array" => schema.TryGetProperty("items", out var items) ? new JsonArray(Value(items)) : new JsonArray(),
            _ => Members(schema),
        };
    }

    private static JsonObject Members(JsonElement schema)
    {
        var result = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
                result[property.Name] = Value(property.Value);
        }
        return result;
    }
}
