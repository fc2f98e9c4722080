using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatAi.OllamaSimulator;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>What the recorded model said, for the simulator to say it too; and a little more where the recording was cut.</summary>
internal static class RecordedAnswer
{
    public static SimulatedAnswer? Of(RecordedExchange exchange)
    {
        if (exchange.Response.Status != 200)
            return null;
        var (content, thinking, calls) = (new List<string>(), new List<string>(), new List<SimulatedToolCall>());
        foreach (var message in exchange.Response.Lines.Where(line => line != "[DONE]").SelectMany(Messages))
        {
            if ((Text(message, "thinking") ?? Text(message, "reasoning")) is { } thought)
                thinking.Add(thought);
            else if (Text(message, "content") is { } said)
                content.Add(said);
            if (
                message.TryGetProperty("content", out _)
                && Text(message, "thinking") is not null
                && Text(message, "content") is { Length: > 0 } both
            )
                content.Add(both);
            if (message.TryGetProperty("tool_calls", out var tools))
                calls.AddRange(tools.EnumerateArray().Select(Call));
        }
        var streamed = exchange.Response.Header("Content-Type") is "application/x-ndjson" or "text/event-stream";
        if (streamed && content.Count > 0 && content[^1].Length == 0)
            content.RemoveAt(content.Count - 1);
        if (calls.Count > 0)
            content.Clear();
        // Tokens around the thinking are counted, but were not shown.
        if (streamed && thinking.Count > 0 && DoneReason(exchange.Response) == "length")
            thinking.AddRange(Enumerable.Repeat("", Limit(exchange) - content.Count - thinking.Count));
        return new SimulatedAnswer(string.Concat(content), string.Concat(thinking))
        {
            Pieces = [.. streamed ? content : Cut(string.Concat(content), Limit(exchange) - thinking.Count), .. Beyond(exchange)],
            ThinkingPieces = thinking,
            ToolCalls = calls,
        };
    }

    /// <summary>All that was said, of either kind.</summary>
    public static (string Content, string Thinking) Said(RecordedResponse response)
    {
        var (content, thinking) = (new StringBuilder(), new StringBuilder());
        foreach (var message in response.Lines.Where(line => line != "[DONE]").SelectMany(Messages))
        {
            content.Append(Text(message, "content"));
            thinking.Append(Text(message, "thinking") ?? Text(message, "reasoning"));
        }
        return (content.ToString(), thinking.ToString());
    }

    public static string? DoneReason(RecordedResponse response) => response.Lines
        .Where(line => line != "[DONE]")
        .Select(line => JsonElement.Parse(line))
        .Select(line => line.TryGetProperty("choices", out var choices)
            ? choices.EnumerateArray().Select(choice => Text(choice, "finish_reason")).FirstOrDefault()
            : Text(line, "done_reason"))
        .LastOrDefault(reason => reason is not null);

    // The simulator has to stop by itself: at num_predict, or at the word that the request names.
    private static IEnumerable<string> Beyond(RecordedExchange exchange)
    {
        if (exchange.Response.EndSeen == false)
            return Enumerable.Repeat(" and so on", 1000);
        if (DoneReason(exchange.Response) == "length")
            return [" beyond the limit"];
        return Option(exchange, "stop") is { ValueKind: JsonValueKind.Array } stop && stop.GetArrayLength() > 0
            ? [stop[0].GetString()!, " beyond the stop"]
            : [];
    }

    private static List<string> Cut(string text, int pieces)
    {
        var cut = new List<string>();
        while (pieces-- > 1 && text.Length > 1)
        {
            cut.Add(text[..1]);
            text = text[1..];
        }
        cut.Add(text);
        return cut;
    }

    private static int Limit(RecordedExchange exchange)
    {
        var body = JsonElement.Parse(exchange.Request.Body!);
        JsonElement? limit = body.TryGetProperty("max_tokens", out var tokens) ? tokens : Option(exchange, "num_predict");
        return limit is { ValueKind: JsonValueKind.Number } number ? (int)number.GetDouble() : 1;
    }

    private static JsonElement? Option(RecordedExchange exchange, string name) =>
        JsonElement.Parse(exchange.Request.Body!).TryGetProperty("options", out var options) && options.TryGetProperty(name, out var value)
            ? value
            : null;

    private static IEnumerable<JsonElement> Messages(string line)
    {
        var json = JsonElement.Parse(line);
        if (json.TryGetProperty("message", out var message))
            yield return message;
        if (json.TryGetProperty("choices", out var choices))
        {
            foreach (var choice in choices.EnumerateArray())
                yield return choice.TryGetProperty("delta", out var delta) ? delta : choice.GetProperty("message");
        }
    }

    private static SimulatedToolCall Call(JsonElement call)
    {
        var function = call.GetProperty("function");
        var arguments = function.GetProperty("arguments");
        var json = arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText();
        return new SimulatedToolCall(function.GetProperty("name").GetString()!, JsonNode.Parse(json)!.AsObject());
    }

    private static string? Text(JsonElement value, string field) =>
        value.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
