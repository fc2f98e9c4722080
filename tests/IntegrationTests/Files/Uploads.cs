using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChatAi.IntegrationTests.Common;

namespace ChatAi.IntegrationTests.Files;

/// <summary>Adds files as the page's script does it.</summary>
internal static class Uploads
{
    public static Task<HttpResponseMessage> UploadAsync(this Visitor visitor, string? name, byte[] content) =>
        visitor.UploadAsync(name, new ByteArrayContent(content), CancellationToken.None);

    public static async Task<HttpResponseMessage> UploadAsync(
        this Visitor visitor, string? name, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (name is not null) request.Headers.Add("X-File-Name", Uri.EscapeDataString(name));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await visitor.SendAsync(request, withToken: true, cancellationToken: cancellationToken);
    }

    /// <returns>The id of the file.</returns>
    public static async Task<string> AddFileAsync(this Visitor visitor, string name, byte[] content)
    {
        using var response = await visitor.UploadAsync(name, content);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException(await response.TextAsync());
        return (await response.JsonAsync()).GetProperty("id").GetString()!;
    }

    /// <summary>Adds a text and waits until it is read.</summary>
    /// <returns>The id of the file.</returns>
    public static async Task<string> ReadFileAsync(this Visitor visitor, string name, string text)
    {
        var id = await visitor.AddFileAsync(name, Encoding.UTF8.GetBytes(text));
        await visitor.ReadToEndAsync(id);
        return id;
    }

    /// <returns>The last state of the file.</returns>
    public static async Task<JsonElement> ReadToEndAsync(this Visitor visitor, string file) =>
        (await visitor.EventsAsync($"/files/{file}/events").Where(e => e.Type == "file").LastAsync()).Data;

    public static async Task<HttpResponseMessage> DeleteAsync(this Visitor visitor, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await visitor.SendAsync(request, withToken: true);
    }
}
