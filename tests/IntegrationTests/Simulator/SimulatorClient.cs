using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ChatAi.OllamaSimulator;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>Just enough of a client to look at the simulator's lines as they come.</summary>
internal sealed class SimulatorClient(SimulatedOllama simulator) : IDisposable
{
    // Without draining: who disposes of an answer leaves at once.
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxResponseDrainSize = 0 })
    {
        BaseAddress = simulator.Address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static string Chat(string prompt, string model = "llama3.2:3b", string more = "") =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{prompt}}"}]{{more}}}""";

    public Task<HttpResponseMessage> PostAsync(string path, string body, CancellationToken cancellationToken) =>
        _http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") },
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonElement.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken));

    public async IAsyncEnumerable<JsonElement> LinesAsync(
        string path, string body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await PostAsync(path, body, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return JsonElement.Parse(line);
    }

    public async Task<List<JsonElement>> AllLinesAsync(string path, string body, CancellationToken cancellationToken) =>
        await LinesAsync(path, body, cancellationToken).ToListAsync(cancellationToken);

    public void Dispose() => _http.Dispose();
}

internal static class LineExtensions
{
    public static string Said(this JsonElement line) => line.GetProperty("message").GetProperty("content").GetString()!;

    public static string Said(this IEnumerable<JsonElement> lines) => string.Concat(lines.Select(Said));

    public static bool IsDone(this JsonElement line) => line.TryGetProperty("done", out var done) && done.GetBoolean();

    public static string? Error(this JsonElement line) => line.TryGetProperty("error", out var error) ? error.GetString() : null;

    public static string? Status(this JsonElement line) => line.TryGetProperty("status", out var status) ? status.GetString() : null;

    public static long Completed(this JsonElement line) => line.TryGetProperty("completed", out var completed) ? completed.GetInt64() : 0;
}
