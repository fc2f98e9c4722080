using System.Text.Encodings.Web;
using System.Text.Json;
using ChatAi.IntegrationTests.Common;

namespace ChatAi.IntegrationTests.Scripts;

/// <summary>What the portal says to a browser, written to files for the tests of the scripts.</summary>
internal sealed class Recording(Visitor visitor, string folder)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Recording Start(Visitor visitor)
    {
        var folder = Path.Combine(Repository.Root, "tests/ScriptTests/recorded");
        Directory.CreateDirectory(folder);
        return new Recording(visitor, folder);
    }

    public async Task<string> PageAsync(string name, string path)
    {
        var page = await visitor.PageAsync(path);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.html"), page);
        return page;
    }

    /// <summary>What is read, or what a script's request is answered.</summary>
    public Task<JsonElement> ReadAsync(string name, string path) => KeepAsync(name, visitor.GetAsync(path));

    public Task<JsonElement> PostAsync(string name, string path, object? body = null) => KeepAsync(name, visitor.PostAsync(path, body));

    /// <summary>The events of a stream, up to and with the last one.</summary>
    public async Task EventsAsync(string name, string path, Func<StreamEvent, bool> isLast, CancellationToken cancellationToken)
    {
        var events = new List<object>();
        await foreach (var item in visitor.EventsAsync(path, cancellationToken: cancellationToken))
        {
            events.Add(new { type = item.Type, data = item.Data, id = item.Id });
            if (isLast(item)) break;
        }

        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(events, Readable), cancellationToken);
    }

    private async Task<JsonElement> KeepAsync(string name, Task<HttpResponseMessage> asked)
    {
        var response = await asked;
        var text = await response.TextAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{name}: {(int)response.StatusCode} {text}");
        var json = JsonDocument.Parse(text).RootElement;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(json, Readable));
        return json;
    }
}
