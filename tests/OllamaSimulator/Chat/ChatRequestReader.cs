using System.Text.Json;

namespace ChatAi.OllamaSimulator;

internal static class ChatRequestReader
{
    public static ChatRequest Read(string body, bool knowsSources)
    {
        var fields = Fields.Parse(body, "ChatRequest");
        var sent = fields.Text("model");
        var reference = knowsSources ? ModelReference.Parse(sent) : new ModelReference(sent, ModelSource.Unspecified);
        return new ChatRequest
        {
            Model = reference.Name,
            Source = reference.Source,
            Reference = sent,
            Messages = [.. fields.Objects("messages", "[]api.Message").Select(Message)],
            Stream = fields.Flag("stream") ?? true,
            Think = Think(fields.Get("think")),
            KeepAlive = KeepAlive(fields.Get("keep_alive")),
            Truncate = fields.Flag("truncate") ?? true,
            Shift = fields.Flag("shift") ?? true,
            Tools = [.. fields.Items("tools", "api.Tools")],
            Format = fields.Get("format"),
            Options = fields.Get("options"),
        };
    }

    private static ChatMessage Message(Fields message)
    {
        foreach (var call in message.Objects("tool_calls", "[]api.ToolCall"))
        {
            if (
                call.Get("function") is { } function
                && new Fields(function, "").Get("arguments") is { ValueKind: not JsonValueKind.Object }
            )
                throw new OllamaException(400, "Value looks like object, but can't find closing '}' symbol");
        }
        return new ChatMessage(message.Text("role"), message.Text("content"),
            [.. message.Items("images", "[]api.ImageData").Select(image => GoBase64.Check(image.ToString()))]);
    }

    private static string? Think(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        { ValueKind: JsonValueKind.String } text when text.GetString() is "high" or "medium" or "low" or "max" => text.GetString(),
        { } other => throw new OllamaException(400,
            $"invalid think value: {other.GetRawText()} (must be \"high\", \"medium\", \"low\", \"max\", true, or false)"),
    };

    public static TimeSpan? KeepAlive(JsonElement? value)
    {
        TimeSpan duration;
        switch (value)
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Number } number:
                duration = TimeSpan.FromSeconds(number.GetDouble());
                break;
            case { ValueKind: JsonValueKind.String } text when GoTime.TryParse(text.GetString()!, out duration):
                break;
            case { } other:
                throw new OllamaException(400, $"time: invalid duration {other.GetRawText()}");
        }
        return duration < TimeSpan.Zero ? GoTime.Forever : duration;
    }
}
