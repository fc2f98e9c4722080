using System.Net;
using System.Text.Json;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Search;

/// <summary>Searches as a program sends them, and chats to search.</summary>
internal static class Finding
{
    /// <summary>A new chat with one exchange.</summary>
    public static async Task<(string Chat, string Question)> AskAsync(
        this Visitor visitor, SimulatedOllama ollama, string question, string answer)
    {
        ollama.Answers.Enqueue(answer);
        var chat = await visitor.NewChatAsync();
        using var sent = await visitor.PostAsync($"/chat/{chat}/message?wait=true", new { message = question });
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (chat, (await visitor.PageAsync($"/chat/{chat}")).Split("data-message=\"")[1].Split('"')[0]);
    }

    /// <param name="before">Continues a page of hits.</param>
    public static async Task<JsonElement> FindAsync(this Visitor visitor, string query, long? before = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/search?q={Uri.EscapeDataString(query)}{(before is null ? "" : $"&before={before}")}");
        request.Headers.Add("Accept", "application/json");
        using var response = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.TextAsync());
        return await response.JsonAsync();
    }

    /// <summary>With hits in brackets.</summary>
    public static List<string> Snippets(JsonElement found) => [.. found.GetProperty("hits").EnumerateArray().Select(hit =>
        string.Concat(hit.GetProperty("snippet").EnumerateArray().Select(part =>
            part.GetProperty("hit").GetBoolean() ? $"[{part.GetProperty("text").GetString()}]" : part.GetProperty("text").GetString())))];

    public static IEnumerable<DateTimeOffset> Times(JsonElement found) =>
        found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("at").GetDateTimeOffset());
}
