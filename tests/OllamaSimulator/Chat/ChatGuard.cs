using System.Text.Json;

namespace ChatAi.OllamaSimulator;

/// <summary>What Ollama refuses before a model runs.</summary>
internal static class ChatGuard
{
    public static SimulatedModel Check(ChatRequest request, ModelStore models)
    {
        var name = ModelName.Parse(request.Model) ?? throw new OllamaException(400, "model is required");
        var model = models.Find(name) ?? throw ModelEndpoints.NotFound(request.Reference);
        if (model.File == ModelFile.CutOff)
            throw ModelEndpoints.CutOff();
        if (model.File == ModelFile.Missing || !model.Can("completion"))
            throw new OllamaException(400, $"\"{request.Reference}\" does not support chat");
        if (request.Think is not (null or "false") && !model.Can("thinking"))
            throw new OllamaException(400, $"\"{request.Reference}\" does not support thinking");
        if (request.Tools.Count > 0 && !model.Can("tools"))
            throw new OllamaException(400, $"{name.Full} does not support tools");
        CheckFormat(request.Format);
        CheckImages(request, model);
        return model;
    }

    private static void CheckFormat(JsonElement? format)
    {
        if (format is null or { ValueKind: JsonValueKind.Object })
            return;
        if (format is { ValueKind: JsonValueKind.String } text && text.GetString() is "" or "json")
            return;
        var quoted = format.Value.GetRawText().Replace("\"", "\\\"", StringComparison.Ordinal);
        throw new OllamaException(500, $"invalid format: \"{quoted}\"; expected \"json\" or a valid JSON Schema object");
    }

    // The error of the process inside comes through with its JSON (transcripts 060, 217).
    private static void CheckImages(ChatRequest request, SimulatedModel model)
    {
        if (model.Can("vision") || request.Messages.All(message => message.Images.Count == 0))
            return;
        throw model.HasNativeTemplate
            ? new OllamaException(
                500,
                """{"error":{"code":500,"message":"image input is not supported - hint: if this is unexpected, you may need to provide the mmproj","type":"server_error"}}"""
            )
            : new OllamaException(
                400,
                """{"error":{"code":400,"message":"Multimodal data provided, but model does not support multimodal requests.","type":"invalid_request_error"}}"""
            );
    }
}
