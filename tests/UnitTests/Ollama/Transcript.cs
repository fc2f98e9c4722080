using System.Net;
using System.Text;
using System.Text.Json;

namespace ChatAi.UnitTests.Ollama;

/// <summary>One exchange with a real Ollama, as recorded.</summary>
/// <param name="IsWhole">False where the connection broke off in the middle of the body.</param>
internal sealed record Transcript(
    string Name,
    string Path,
    string RequestBody,
    HttpStatusCode Status,
    string? ContentType,
    byte[] Body,
    bool IsWhole
)
{
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Transcripts");

    public static Transcript Load(int number) => Read(Directory.GetFiles(Folder, $"{number:000}-*.json").Single());

    public static IEnumerable<Transcript> All => Directory.GetFiles(Folder, "*.json").Order().Select(Read);

    private static Transcript Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var request = json.RootElement.GetProperty("request");
        var response = json.RootElement.GetProperty("response");
        var contentType = response.GetProperty("headers").EnumerateArray()
            .Where(header => header[0].GetString() == "Content-Type").Select(header => header[1].GetString()).FirstOrDefault();
        return new Transcript(
            System.IO.Path.GetFileNameWithoutExtension(file),
            request.GetProperty("path").GetString()!,
            request.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetString()! : "",
            (HttpStatusCode)int.Parse(response.GetProperty("status_line").GetString()!.Split(' ')[1]),
            contentType,
            Encoding.UTF8.GetBytes(response.GetProperty("body").GetString() ?? ""),
            !response.TryGetProperty("terminating_chunk_seen", out var seen) || seen.ValueKind != JsonValueKind.False);
    }
}
