using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatAi.OllamaSimulator;

/// <param name="Chat">The same chat as the native API would say it.</param>
/// <param name="IncludeUsage">A last chunk with the token counts (transcript 091).</param>
internal sealed record OpenAiRequest(ChatRequest Chat, bool IncludeUsage);

internal static class OpenAiRequestReader
{
    public static OpenAiRequest Read(string body)
    {
        var fields = Fields.Parse(body, "ChatCompletionRequest");
        var messages = fields.Objects("messages", "[]openai.Message").Select(Message).ToList();
        if (messages.Count == 0)
            throw new OllamaException(400, "[] is too short - 'messages'");
        var usage = fields.Get("stream_options") is { } stream && (new Fields(stream, "stream_options").Flag("include_usage") ?? false);
        return new OpenAiRequest(new ChatRequest
        {
            Model = fields.Text("model"),
            Messages = messages,
            Stream = fields.Flag("stream") ?? false,
            Tools = [.. fields.Items("tools", "[]api.Tool")],
            Options = Options(fields),
        }, usage);
    }

    private static ChatMessage Message(Fields message)
    {
        // Content may be a list of parts here; their texts count.
        var content = message.Get("content") is { ValueKind: JsonValueKind.Array } parts
            ? string.Concat(parts.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : ""))
            : message.Text("content");
        return new ChatMessage(message.Text("role"), content, []);
    }

    private static JsonElement Options(Fields fields)
    {
        var options = new JsonObject();
        if (fields.Number("max_tokens") is { } limit)
            options["num_predict"] = limit;
        if (fields.Get("stop") is { } stop)
            options["stop"] = stop.ValueKind == JsonValueKind.Array ? JsonNode.Parse(stop.GetRawText()) : new JsonArray(stop.GetString());
        return JsonElement.Parse(options.ToJsonString());
    }
}
