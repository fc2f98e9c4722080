using System.Text.Json;

namespace ChatAi.Infrastructure.Ollama;

internal static class ErrorBody
{
    /// <returns>Null if the response is not one of Ollama's.</returns>
    public static ErrorAnswer? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OllamaJson.Default.ErrorAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A runner's error is JSON inside the text [060, 217].</summary>
    public static string Unwrap(string text)
    {
        if (!text.StartsWith('{')) return text;
        try
        {
            using var inner = JsonDocument.Parse(text);
            var error = inner.RootElement.TryGetProperty("error", out var wrapped) ? wrapped : inner.RootElement;
            if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("message", out var message)) return text;
            return message.ValueKind == JsonValueKind.String ? message.GetString()! : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
