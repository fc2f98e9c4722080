using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChatAi.IntegrationTests.Common;

namespace ChatAi.IntegrationTests.Import;

/// <summary>Imports a file as the page's script does it.</summary>
internal static class Imports
{
    private static readonly string[] Names = ["chats", "messages", "knownChats", "knownMessages"];

    public static Task<JsonElement> PreviewAsync(this Visitor visitor, byte[] file) =>
        visitor.SendFileAsync("/account/import/preview", file);

    public static Task<JsonElement> ImportAsync(this Visitor visitor, byte[] file) => visitor.SendFileAsync("/account/import", file);

    public static Task<JsonElement> PreviewAsync(this Visitor visitor, string file) => visitor.PreviewAsync(Encoding.UTF8.GetBytes(file));

    public static Task<JsonElement> ImportAsync(this Visitor visitor, string file) => visitor.ImportAsync(Encoding.UTF8.GetBytes(file));

    /// <returns>New chats, new messages, known chats, known messages.</returns>
    public static int[] Counts(this JsonElement summary) =>
    [
        .. Names.Select(name => summary.GetProperty(name).GetInt32()),
    ];

    public static string[] Problems(this JsonElement summary) =>
        [.. summary.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];

    public static Task<string> ExportAsync(this Visitor visitor) => visitor.PageAsync("/chats/export.jsonl");

    private static async Task<JsonElement> SendFileAsync(this Visitor visitor, string path, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await visitor.SendAsync(request, withToken: true);
        return await response.JsonAsync();
    }
}
