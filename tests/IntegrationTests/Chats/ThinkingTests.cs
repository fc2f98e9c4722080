using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class ThinkingTests : SharedPortalTests
{
    protected override SimulatorOptions Options => new()
    {
        Models = [KnownModels.Find("llama3.2:3b")!, KnownModels.Find("qwen3:8b")!, KnownModels.Find("gpt-oss:20b")!],
    };

    [Theory]
    [InlineData("qwen3:8b", "on", "true")]
    [InlineData("qwen3:8b", "off", "false")]
    [InlineData("qwen3:8b", "bymodel", null)]
    [InlineData("qwen3:8b", "high", null)]
    [InlineData("gpt-oss:20b", "low", "low")]
    [InlineData("gpt-oss:20b", "medium", "medium")]
    [InlineData("gpt-oss:20b", "High", "high")]
    [InlineData("gpt-oss:20b", "off", null)]
    [InlineData("llama3.2:3b", "on", null)]
    [InlineData("llama3.2:3b", "off", null)]
    public async Task A_model_is_told_what_it_takes_and_nothing_else(string model, string mode, string? told)
    {
        var chat = await StartAsync(model);

        (await ThinkAsync(chat, mode)).StatusCode.ShouldBe(HttpStatusCode.Found);
        await AskAsync(chat);

        Ollama.Requests.Chats[^1].Chat!.Think.ShouldBe(told);
        (await RowsAsync<Chat>()).Single().Thinking.ToString().ShouldBe(mode, StringCompareShould.IgnoreCase);
    }

    [Fact]
    public async Task The_choice_stays_with_the_chat_and_its_model_and_the_next_chat_begins_anew()
    {
        var chat = await StartAsync("qwen3:8b");
        await ThinkAsync(chat, "off");

        await ChooseModelAsync(chat, "llama3.2:3b");
        await AskAsync(chat);
        Ollama.Requests.Chats[^1].Chat!.Think.ShouldBeNull();
        await ChooseModelAsync(chat, "qwen3:8b");
        await AskAsync(chat);
        Ollama.Requests.Chats[^1].Chat!.Think.ShouldBe("false");

        var next = await StartAsync("qwen3:8b");
        await AskAsync(next);
        Ollama.Requests.Chats[^1].Chat!.Think.ShouldBeNull();
        (await RowsAsync<Chat>()).Select(c => c.Thinking).ShouldBe([ThinkingMode.Off, ThinkingMode.ByModel], ignoreOrder: true);
    }

    [Fact]
    public async Task A_new_chat_takes_the_choice_along_with_its_first_message()
    {
        var byForm = await Root.PostFormAsync(
            "/chat/new", new() { ["model"] = "gpt-oss:20b", ["message"] = "Hello", ["thinking"] = "low" });
        byForm.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Ollama.Requests.WaitAsync(r => r.Chat?.Model == "gpt-oss:20b", Cancellation)).Chat!.Think.ShouldBe("low");

        var byScript = await Root.PostAsync("/chat/new", new { model = "qwen3:8b", message = "Hello", thinking = "off" });
        byScript.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Ollama.Requests.WaitAsync(r => r.Chat?.Model == "qwen3:8b", Cancellation)).Chat!.Think.ShouldBe("false");

        var wrong = await Root.PostAsync("/chat/new", new { model = "qwen3:8b", message = "Hello", thinking = "2" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RowsAsync<Chat>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_no_mode_or_somebody_elses_chat_is_refused()
    {
        var chat = await StartAsync("qwen3:8b");
        var stranger = await Portal.RegisterMemberAsync("jon.berg");

        var wrong = await Root.PostAsync($"/chat/{chat}/thinking");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.DetailAsync()).ShouldContain("“medium”");
        (await ThinkAsync(chat, "Low,High")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await stranger.PostFormAsync($"/chat/{chat}/thinking", new() { ["mode"] = "off" }, "/dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await RowsAsync<Chat>()).Single().Thinking.ShouldBe(ThinkingMode.ByModel);
    }

    private async Task<string> StartAsync(string model)
    {
        var started = await Root.PostAsync("/chat/new", new { model });
        return (await started.JsonAsync()).GetProperty("id").GetString()!;
    }

    private Task<HttpResponseMessage> ThinkAsync(string chat, string mode) =>
        Root.PostFormAsync($"/chat/{chat}/thinking", new() { ["mode"] = mode }, $"/chat/{chat}");

    private Task<HttpResponseMessage> ChooseModelAsync(string chat, string model) =>
        Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = model }, $"/chat/{chat}");

    private async Task AskAsync(string chat) =>
        (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" })).StatusCode.ShouldBe(HttpStatusCode.OK);
}
