using System.Globalization;
using System.Text.Json;

namespace ChatAi.OllamaSimulator;

/// <summary>The options that change what the simulator does; the others are only checked for their type.</summary>
internal sealed record ChatOptions(int ContextLength, int MaxTokens, IReadOnlyList<string> Stop)
{
    private static readonly string[] Integers =
        ["num_keep", "seed", "num_predict", "top_k", "repeat_last_n", "num_ctx", "num_batch", "num_gpu", "main_gpu", "num_thread"];

    private static readonly string[] Floats =
        ["top_p", "min_p", "typical_p", "temperature", "repeat_penalty", "presence_penalty", "frequency_penalty"];

    /// <summary>A wrong type is a 500 (transcripts 035, 228); null and unknown names are ignored (036, 038).</summary>
    public static ChatOptions Read(JsonElement? raw, SimulatedModel model, int defaultContext)
    {
        var sent = raw is { ValueKind: JsonValueKind.Object } options
            ? options
                .EnumerateObject()
                .Where(option => option.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(o => o.Name, o => o.Value)
            : [];
        foreach (var (name, value) in sent)
            Check(name, value);
        // Below 4 becomes 4, above what the model can is lowered; neither is told (transcripts 186, 240).
        var context = Math.Clamp(Integer("num_ctx") ?? Math.Min(defaultContext, model.ContextLength), 4, model.ContextLength);
        var stop = sent.TryGetValue("stop", out var list)
            ? list.EnumerateArray().Select(item => item.ToString())
            : model.Parameters.Where(parameter => parameter.Key == "stop").Select(parameter => parameter.Value);
        var maxTokens = Integer("num_predict") ?? -1;
        return new ChatOptions(context, maxTokens > 0 ? maxTokens : int.MaxValue, [.. stop.Where(word => word.Length > 0)]);

        int? Integer(string name) => sent.TryGetValue(name, out var value) ? (int)value.GetDouble()
            : int.TryParse(model.Parameters.FirstOrDefault(p => p.Key == name).Value, CultureInfo.InvariantCulture, out var own) ? own
            : null;
    }

    private static void Check(string name, JsonElement value)
    {
        var (expected, fits) = name switch
        {
            "stop" => ("array", value.ValueKind == JsonValueKind.Array),
            _ when Integers.Contains(name) => ("integer", value.ValueKind == JsonValueKind.Number),
            _ when Floats.Contains(name) => ("float32", value.ValueKind == JsonValueKind.Number),
            _ => ("", true),
        };
        if (!fits)
            throw new OllamaException(500, $"option \"{name}\" must be of type {expected}");
    }
}
