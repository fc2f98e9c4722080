using System.Text.Json;
using ChatAi.OllamaSimulator;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>The models that the recorded server had, put together from what it told about them.</summary>
internal static class RecordedModels
{
    // What create said it reuses (transcript 165), in the order of its lines.
    private static readonly string[] TinytestLayerKinds = ["model", "template", "system", "license"];

    public static SimulatedModel Tinytest { get; } = Read("tinytest:latest", shownIn: 16);

    public static SimulatedModel Tinyslow { get; } = Read("tinyslow:latest", shownIn: null);

    public static SimulatedModel Tinytools { get; } = Read("tinytools:latest", shownIn: 19);

    public static SimulatedModel Tinyembed { get; } = Read("tinyembed:latest", shownIn: 20);

    public static SimulatedModel Tinyjinja { get; } = Read("tinyjinja:latest", shownIn: 210) with
    {
        HasNativeTemplate = true,
        Capabilities = ["tools", "thinking", "completion"],
    };

    /// <summary>As a registry has it that was asked in a recorded pull: the layers are those of the longest progress.</summary>
    public static SimulatedModel Pullable(params int[] pulls)
    {
        var layers = pulls.SelectMany(pull => RecordedExchange.Load(pull).Response.Lines)
            .Select(line => JsonElement.Parse(line))
            .Where(line => line.TryGetProperty("digest", out _))
            .Select(line => (Digest: line.GetProperty("digest").GetString()!, Size: line.GetProperty("total").GetInt64()))
            .Distinct()
            .Select((layer, index) => new ModelLayer(index == 0 ? "model" : $"other {index}", layer.Digest, layer.Size));
        return Tinytest with { Name = "pullable", Layers = [.. layers], ModifiedAt = default };
    }

    private static SimulatedModel Read(string name, int? shownIn)
    {
        var listed = JsonElement.Parse(RecordedExchange.Load(239).Response.Body).GetProperty("models").EnumerateArray()
            .Single(model => model.GetProperty("name").GetString() == name);
        var details = listed.GetProperty("details");
        var shown = shownIn is { } number ? JsonElement.Parse(RecordedExchange.Load(number).Response.Body) : default;
        var digest = listed.GetProperty("digest").GetString()!;
        var size = listed.GetProperty("size").GetInt64();
        return new SimulatedModel
        {
            Name = name,
            Family = details.GetProperty("family").GetString()!,
            ParameterSize = details.GetProperty("parameter_size").GetString()!,
            Quantization = details.GetProperty("quantization_level").GetString()!,
            ContextLength = details.GetProperty("context_length").GetInt32(),
            EmbeddingLength = details.GetProperty("embedding_length").GetInt32(),
            Capabilities = [.. listed.GetProperty("capabilities").EnumerateArray().Select(item => item.GetString()!)],
            Digest = digest,
            Layers = name == "tinytest:latest" ? TinytestLayers(size) : [new ModelLayer("model", $"sha256:{digest}", size)],
            Template = Text(shown, "template") ?? "{{ .Prompt }}",
            System = Text(shown, "system"),
            License = Text(shown, "license"),
            Parameters = [.. Parameters(Text(shown, "parameters"))],
            ModifiedAt = listed.GetProperty("modified_at").GetDateTimeOffset(),
        };
    }

    private static List<ModelLayer> TinytestLayers(long size)
    {
        var digests = RecordedExchange.Load(165).Response.Lines
            .Select(line => JsonElement.Parse(line).GetProperty("status").GetString()!)
            .Where(status => status.StartsWith("using existing layer ", StringComparison.Ordinal))
            .Select(status => status.Split(' ')[^1]);
        var layers = TinytestLayerKinds.Zip(digests, (kind, digest) => new ModelLayer(kind, digest, 100)).ToList();
        layers.Add(new ModelLayer("params", $"sha256:{new string('5', 64)}", 100));
        layers[0] = layers[0] with { Size = size - (100 * (layers.Count - 1)) };
        return layers;
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(string? text) =>
        from line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let words = line.Split(' ', 2)
        select KeyValuePair.Create(words[0], words[1].Trim().Trim('"'));

    private static string? Text(JsonElement shown, string field) =>
        shown.ValueKind == JsonValueKind.Object && shown.TryGetProperty(field, out var value) ? value.GetString() : null;
}
