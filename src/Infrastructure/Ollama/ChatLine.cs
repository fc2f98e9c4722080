using System.Text.Json;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>One line of a chat stream, parsed by hand because there is one per token: only its texts are allocated.</summary>
internal struct ChatLine
{
    private string? _doneReason;
    private long? _promptTokens;
    private long? _completionTokens;
    private long? _loadNanoseconds;
    private long? _promptNanoseconds;
    private long? _completionNanoseconds;

    public string? Thinking { get; private set; }

    public string? Content { get; private set; }

    /// <summary>Null if there are none. Arguments are a JSON object.</summary>
    public List<(ToolCallData Call, string Arguments)>? ToolCalls { get; private set; }

    public string? Error { get; private set; }

    public bool IsDone { get; private set; }

    public readonly AnswerStatistics Statistics => new()
    {
        DoneReason = _doneReason,
        PromptTokens = ToCount(_promptTokens),
        CompletionTokens = ToCount(_completionTokens),
        LoadDuration = ToDuration(_loadNanoseconds),
        PromptDuration = ToDuration(_promptNanoseconds),
        CompletionDuration = ToDuration(_completionNanoseconds),
    };

    public static bool TryParse(ReadOnlySpan<byte> utf8, out ChatLine line)
    {
        line = default;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) line.ReadField(ref reader, utf8);
            return !reader.Read();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) // the latter for broken UTF-8
        {
            return false;
        }
    }

    private void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        if (reader.ValueTextEquals("message"u8)) ReadMessage(ref reader);
        else if (reader.ValueTextEquals("done"u8)) IsDone = JsonField.ReadFlag(ref reader);
        else if (reader.ValueTextEquals("done_reason"u8)) _doneReason = JsonField.ReadText(ref reader);
        else if (reader.ValueTextEquals("prompt_eval_count"u8)) _promptTokens = JsonField.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("eval_count"u8)) _completionTokens = JsonField.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("load_duration"u8)) _loadNanoseconds = JsonField.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("prompt_eval_duration"u8)) _promptNanoseconds = JsonField.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("eval_duration"u8)) _completionNanoseconds = JsonField.ReadNumber(ref reader);
        else if (reader.ValueTextEquals("error"u8)) Error = JsonField.ReadTextOrJson(ref reader, utf8);
        else reader.Skip();
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8)) Content = JsonField.ReadText(ref reader);
            else if (reader.ValueTextEquals("thinking"u8)) Thinking = JsonField.ReadText(ref reader);
            else if (reader.ValueTextEquals("tool_calls"u8)) ReadToolCalls(ref reader);
            else reader.Skip();
        }
    }

    // Rare, so that a document does. What is no call is left out.
    private void ReadToolCalls(ref Utf8JsonReader reader)
    {
        reader.Read();
        using var calls = JsonDocument.ParseValue(ref reader);
        if (calls.RootElement.ValueKind != JsonValueKind.Array) return;
        foreach (var call in calls.RootElement.EnumerateArray())
        {
            if (call.ValueKind != JsonValueKind.Object
                || !call.TryGetProperty("function", out var function)
                || function.ValueKind != JsonValueKind.Object
                || !function.TryGetProperty("name", out var name)
                || name.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            var data = new ToolCallData(IdOf(call), name.GetString()!);
            if (data.Name.Length > ToolCallData.MaxLength || data.Id?.Length > ToolCallData.MaxLength) continue;
            var arguments = function.TryGetProperty("arguments", out var sent) ? sent.GetRawText() : "{}";
            (ToolCalls ??= []).Add((data, arguments));
        }
    }

    private static string? IdOf(JsonElement call) =>
        call.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    private static int? ToCount(long? number) => number is { } count ? (int)Math.Clamp(count, 0, int.MaxValue) : null;

    private static TimeSpan? ToDuration(long? nanoseconds) =>
        nanoseconds is { } duration ? TimeSpan.FromTicks(duration / TimeSpan.NanosecondsPerTick) : null;
}
