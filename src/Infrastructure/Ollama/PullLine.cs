using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatAi.Infrastructure.Ollama;

/// <param name="Completed">Ollama leaves it out while it is 0.</param>
internal sealed record PullLine(string? Status, string? Digest, long Total, long Completed, string? Error)
{
    [JsonIgnore]
    public bool IsSuccess => Status == "success";

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out PullLine? line)
    {
        try
        {
            line = JsonSerializer.Deserialize(utf8, OllamaJson.Default.PullLine);
        }
        catch (JsonException)
        {
            line = null;
        }

        return line is not null;
    }
}
