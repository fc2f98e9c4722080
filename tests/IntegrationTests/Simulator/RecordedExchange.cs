using System.Text.Json;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>One file of <c>tests/Transcripts</c>: what was sent to a real Ollama and what it answered.</summary>
internal sealed record RecordedExchange(string Name, RecordedRequest Request, RecordedResponse Response)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Transcripts");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static RecordedExchange Load(string name)
    {
        var root = JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")));
        var (request, response) = (root.GetProperty("request"), root.GetProperty("response"));
        return new RecordedExchange(
            name,
            new RecordedRequest(request.GetProperty("method").GetString()!, request.GetProperty("path").GetString()!,
                Headers(request), request.GetProperty("body").GetString()),
            new RecordedResponse(int.Parse(response.GetProperty("status_line").GetString()!.Split(' ')[1], null),
                Headers(response), response.GetProperty("body").GetString() ?? "",
                response.GetProperty("terminating_chunk_seen") is { ValueKind: not JsonValueKind.Null } seen ? seen.GetBoolean() : null));
    }

    /// <summary>By the number that its name starts with.</summary>
    public static RecordedExchange Load(int number) =>
        Load(Names.Single(name => name.StartsWith($"{number:000}-", StringComparison.Ordinal)));

    private static List<KeyValuePair<string, string>> Headers(JsonElement message) =>
        [.. message.GetProperty("headers").EnumerateArray().Select(h => KeyValuePair.Create(h[0].GetString()!, h[1].GetString()!))];
}

internal sealed record RecordedRequest(
    string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, string? Body);

/// <param name="Status">The number of the status line.</param>
/// <param name="Headers">All, in order.</param>
/// <param name="Body">Without the chunks it came in.</param>
/// <param name="EndSeen">Whether the last chunk of a chunked body came; null for one with a length.</param>
internal sealed record RecordedResponse(
    int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body, bool? EndSeen)
{
    /// <summary>As the server wrote them, whatever the network makes of them; not of a recording.</summary>
    public IReadOnlyList<byte[]> Chunks { get; init; } = [];

    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Lines of NDJSON or the data of server-sent events.</summary>
    public IReadOnlyList<string> Lines =>
        [
            .. Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : line),
        ];
}
