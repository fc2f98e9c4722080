using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Settings;

public sealed class SettingsTests : SharedPortalTests
{
    [Fact]
    public async Task Settings_are_kept_and_start_the_next_chat()
    {
        var answer = await Root.PostFormAsync(
            "/settings",
            Fields(("default_model", "gemma3:4b"), ("system_prompt", "Be brief."), ("top_p", "0.9"), ("theme", "dark"))
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var preferences = (await RowsAsync<User>()).Single().Preferences;
        preferences.DefaultModel!.ToString().ShouldBe("gemma3:4b");
        preferences.Options.TopP.ShouldBe(0.9);
        (await Root.PageAsync("/settings")).ShouldContain("data-theme=\"dark\"");
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        Ollama.Requests.Chats.Single().Chat!.Model.ShouldBe("gemma3:4b");
    }

    [Theory]
    [InlineData("temperature", "3", "0 to 2")]
    [InlineData("temperature", "warm", "number")]
    [InlineData("top_p", "-1", "0 to 1")]
    [InlineData("num_ctx", "1.5", "number")]
    [InlineData("num_ctx", "7", "256")]
    [InlineData("default_model", "two words", "A model name looks like")]
    public async Task A_wrong_value_is_named_and_nothing_changes(string field, string value, string sentence)
    {
        var answer = await Root.PostFormAsync("/settings", Fields((field, value), ("system_prompt", "Keep what I wrote.")));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await answer.TextAsync());
        page.ShouldContain(sentence);
        page.ShouldContain("Keep what I wrote.");
        (await RowsAsync<User>()).Single().Preferences.SystemPrompt.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_context_longer_than_the_model_reads_is_refused()
    {
        var answer = await Root.PostFormAsync("/settings", Fields(("default_model", "qwen3:8b"), ("num_ctx", "65536")));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.TextAsync()).ShouldContain("qwen3:8b supports at most 40,960 tokens");
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string> { ["theme"] = "system", ["send_key"] = "enter" };
        foreach (var (name, value) in fields) all[name] = value;
        return all;
    }
}
