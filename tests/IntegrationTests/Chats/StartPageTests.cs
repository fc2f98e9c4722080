using System.Net;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class StartPageTests : SharedPortalTests
{
    [Fact]
    public async Task Whoever_signs_in_lands_in_a_new_chat_with_a_greeting_and_the_recent_chats()
    {
        await Root.NewChatAsync("What is the capital of France?");

        var start = await Root.GetAsync("/");
        start.StatusCode.ShouldBe(HttpStatusCode.Found);
        start.Headers.Location!.ToString().ShouldBe("/chat/new");
        var page = MainOf(await Root.PageAsync("/chat/new"));

        page.ShouldContain($"Hello {Portal.RootName}, what can I help you with?");
        page.ShouldContain("Summarize a text");
        page.ShouldContain("Recent chats");
        page.ShouldContain("What is the capital of France?");
        MainOf(await Root.PageAsync("/dashboard")).ShouldNotContain("What is the capital of France?");
    }

    [Fact]
    public async Task A_new_chat_starts_with_the_model_used_last_unless_the_settings_name_one()
    {
        (await ModelAsync()).ShouldBe("gemma3:4b", "the first by name");
        await Root.PostAsync("/model/default/llama3.2:3b");
        (await ModelAsync()).ShouldBe("llama3.2:3b", "the default");

        await Root.PostAsync("/chat/new", new { message = "Hello", model = "qwen3:8b" });
        (await ModelAsync()).ShouldBe("qwen3:8b", "the last");
        (await ModelAsync("?model=gemma3:4b")).ShouldBe("gemma3:4b", "the one in the address");

        await Root.PostFormAsync("/settings", new() { ["default_model"] = "gemma3:4b" });
        (await ModelAsync()).ShouldBe("gemma3:4b", "the one in the settings");
        await Root.PostFormAsync("/settings", new() { ["default_model"] = "" });
        await Root.PostAsync("/model/delete/qwen3:8b");
        (await ModelAsync()).ShouldBe("llama3.2:3b", "the last is gone");
    }

    private async Task<string> ModelAsync(string query = "") =>
        (await Root.PageAsync($"/chat/new{query}")).Split("name=\"model\" value=\"")[^1].Split('"')[0];

    private static string MainOf(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];
}
