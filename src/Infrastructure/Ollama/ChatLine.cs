using System.Text;
using System.Text.Json;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>
/// One line of a chat's stream. Read by hand, because it comes once a token: nothing but the texts in it is allocated.
/// Tool calls and whatever else is unknown are passed over.
/// </summary>
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

    public string? Error { get; private set; }

    public bool IsDone { get; private set; }

    public readonly AnswerStatistics Statistics => new()
    {
        DoneReason = _doneReason,
        PromptTokens = Count(_promptTokens),
        CompletionTokens = Count(_completionTokens),
        LoadDuration = Duration(_loadNanoseconds),
        PromptDuration = Duration(_promptNanoseconds),
        CompletionDuration = Duration(_completionNanoseconds),
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
        else if (reader.ValueTextEquals("done"u8)) IsDone = Flag(ref reader);
        else if (reader.ValueTextEquals("done_reason"u8)) _doneReason = Text(ref reader);
        else if (reader.ValueTextEquals("prompt_eval_count"u8)) _promptTokens = Number(ref reader);
        else if (reader.ValueTextEquals("eval_count"u8)) _completionTokens = Number(ref reader);
        else if (reader.ValueTextEquals("load_duration"u8)) _loadNanoseconds = Number(ref reader);
        else if (reader.ValueTextEquals("prompt_eval_duration"u8)) _promptNanoseconds = Number(ref reader);
        else if (reader.ValueTextEquals("eval_duration"u8)) _completionNanoseconds = Number(ref reader);
        else if (reader.ValueTextEquals("error"u8)) Error = ErrorText(ref reader, utf8);
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
            if (reader.ValueTextEquals("content"u8)) Content = Text(ref reader);
            else if (reader.ValueTextEquals("thinking"u8)) Thinking = Text(ref reader);
            else reader.Skip();
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    private static string ErrorText(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed]);
    }

    private static bool Flag(ref Utf8JsonReader reader)
    {
        reader.Read();
        var isTrue = reader.TokenType == JsonTokenType.True;
        reader.Skip();
        return isTrue;
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
        reader.Skip();
        return null;
    }

    private static int? Count(long? number) => number is { } count ? (int)Math.Clamp(count, 0, int.MaxValue) : null;

    private static TimeSpan? Duration(long? nanoseconds) =>
        nanoseconds is { } duration ? TimeSpan.FromTicks(duration / TimeSpan.NanosecondsPerTick) : null;
}
