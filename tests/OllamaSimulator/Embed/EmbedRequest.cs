using System.Text.Json;

namespace ChatAi.OllamaSimulator;

/// <summary>Texts that are to become vectors, as each of the three APIs asks for it.</summary>
internal sealed record EmbedRequest(string Model, IReadOnlyList<string> Texts)
{
    public bool Truncate { get; init; } = true;

    /// <summary>Fewer than the model has: its first ones, again of length 1.</summary>
    public int? Dimensions { get; init; }

    public TimeSpan? KeepAlive { get; init; }

    public JsonElement? Options { get; init; }

    public static EmbedRequest Read(string body)
    {
        var fields = Fields.Parse(body, "EmbedRequest");
        return new EmbedRequest(fields.Text("model"), Input(fields))
        {
            Truncate = fields.Flag("truncate") ?? true,
            Dimensions = fields.Number("dimensions"),
            KeepAlive = ChatRequestReader.KeepAlive(fields.Get("keep_alive")),
            Options = fields.Get("options"),
        };
    }

    /// <summary>One text in <c>prompt</c>, which is never cut.</summary>
    public static EmbedRequest ReadLegacy(string body)
    {
        var fields = Fields.Parse(body, "EmbeddingRequest");
        return new EmbedRequest(fields.Text("model"), fields.Text("prompt") is { Length: > 0 } prompt ? [prompt] : [])
        {
            Truncate = false,
            KeepAlive = ChatRequestReader.KeepAlive(fields.Get("keep_alive")),
            Options = fields.Get("options"),
        };
    }

    public static EmbedRequest ReadOpenAi(string body)
    {
        var fields = Fields.Parse(body, "EmbedRequest");
        var texts = Input(fields);
        return texts.Count > 0
            ? new EmbedRequest(fields.Text("model"), texts) { Dimensions = fields.Number("dimensions") }
            : throw new OllamaException(400, "invalid input");
    }

    private static List<string> Input(Fields fields) => fields.Get("input") switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } only ? [only] : [],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw new OllamaException(400, "invalid input type"),
    };
}
