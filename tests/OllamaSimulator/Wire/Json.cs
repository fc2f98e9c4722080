using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatAi.OllamaSimulator;

internal static class Json
{
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = GoEncoder.Instance,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    public static byte[] Line(object value) => [.. Bytes(value), (byte)'\n'];

    /// <summary>Gin's own JSON answers name the charset, those that Ollama writes by hand do not.</summary>
    public static async Task WriteJsonAsync(
        this HttpResponse response, int status, object value, CancellationToken cancellationToken, string contentType = ContentTypes.Json)
    {
        var body = Bytes(value);
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }
}

internal static class ContentTypes
{
    public const string Json = "application/json; charset=utf-8";
    public const string BareJson = "application/json";
    public const string NdJson = "application/x-ndjson";
    public const string EventStream = "text/event-stream";
}
