using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class TitleTests : SignedInTests
{
    protected override Dictionary<string, string> Settings => new() { ["Chats:TitlesByModel"] = "true" };

    [Fact]
    public async Task A_chat_gets_a_title_from_its_own_model_with_its_own_options()
    {
        await Root.PostFormAsync("/settings", new()
        {
            ["system_prompt"] = "Be brief.",
            ["temperature"] = "0.5",
            ["num_ctx"] = "2048",
            ["theme"] = "system",
            ["send_key"] = "enter",
        });
        Respond("\"Places for a value.\"");
        var chat = await Root.NewChatAsync("Write a table, please.");

        await TitleShouldBeAsync(chat, "Places for a value", TitleOrigin.Model);

        var (answer, title) = (Ollama.Requests.Chats[0].Chat!, Ollama.Requests.Chats[1].Chat!);
        title.Model.ShouldBe(answer.Model);
        title.Options!.Value.GetProperty("num_ctx").GetInt32().ShouldBe(2048);
        title.Options!.Value.GetProperty("temperature").GetDouble().ShouldBe(0.5);
        title.Think.ShouldBeNull();
        title.Format!.Value.GetProperty("required")[0].GetString().ShouldBe("title");
        answer.Format.ShouldBeNull();
        title.Messages.ShouldHaveSingleItem().Content.ShouldContain("Write a table, please.");
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("Places for a value");

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "And another one" });
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "And another one" });
        TitleRequests.ShouldBe(1, "One title is enough.");
    }

    [Fact]
    public async Task A_model_that_thinks_is_told_not_to_and_what_it_thinks_is_no_title()
    {
        Ollama.Answers.Respond = request => IsTitle(request)
            ? new SimulatedAnswer { Pieces = ["<think>", "Hm.", "</think>", "Tables"] }
            : new SimulatedAnswer("Here.", "Hm.");
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "qwen3:8b" }, "/dashboard");
        await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" });

        await TitleShouldBeAsync(chat, "Tables", TitleOrigin.Model);
        Ollama.Requests.Chats[1].Chat!.Think.ShouldBe("false");
    }

    [Fact]
    public async Task A_name_that_the_user_gave_is_never_asked_for()
    {
        var named = await (await Root.PostAsync("/chat/new", new { chat_name = "Mine", message = "Hello" })).JsonAsync();
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", Finished: true }, Cancellation);
        var other = await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => (await ChatAsync(other)).TitleOrigin.ShouldBe(TitleOrigin.Model));

        var chat = await ChatAsync(named.GetProperty("id").GetString()!);
        (chat.Title.Value, chat.TitleOrigin).ShouldBe(("Mine", TitleOrigin.User));
        TitleRequests.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_is_given_while_the_model_looks_for_one_stays()
    {
        var chat = await Root.NewChatAsync();
        await SilentTitleAsync(chat, "Hello");
        await RenameAsync(chat);

        // An answer elsewhere makes the title give way; it is looked at again, and not asked for any more.
        var other = await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => (await ChatAsync(other)).TitleOrigin.ShouldBe(TitleOrigin.Model));

        var row = await ChatAsync(chat);
        (row.Title.Value, row.TitleOrigin).ShouldBe(("Mine", TitleOrigin.User));
    }

    [Fact]
    public async Task A_name_that_is_given_while_the_title_comes_stays()
    {
        Ollama.Options.TokensPerSecond = 10;
        Ollama.Answers.Respond = request =>
            IsTitle(request) ? new SimulatedAnswer { Pieces = [.. Enumerable.Repeat("title ", 12)] } : new SimulatedAnswer("Here.");
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        await Ollama.Requests.WaitAsync(r => r.Chat is { } asked && IsTitle(asked), Cancellation);

        await RenameAsync(chat);
        await Ollama.Requests.WaitAsync(r => r is { Chat: { } asked, Finished: true } && IsTitle(asked), Cancellation);

        // The next title is asked for once this one is done with.
        var other = await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => (await ChatAsync(other)).TitleOrigin.ShouldBe(TitleOrigin.Model));
        var row = await ChatAsync(chat);
        (row.Title.Value, row.TitleOrigin).ShouldBe(("Mine", TitleOrigin.User));
    }

    [Fact]
    public async Task A_title_gives_way_to_an_answer_and_is_tried_again()
    {
        var chat = await Root.NewChatAsync();
        await SilentTitleAsync(chat, "Write a table");

        var other = await Root.NewChatAsync();
        (await Root.PostAsync($"/chat/{other}/message?wait=true", new { message = "Hello" })).IsSuccessStatusCode.ShouldBeTrue();

        (
            await Ollama.Requests.WaitAsync(r => r is { Chat: { } asked, ClientLeft: true } && IsTitle(asked), Cancellation)
        ).ShouldNotBeNull();
        await TitleShouldBeAsync(chat, "Places for a configuration value", TitleOrigin.Model);
        await TitleShouldBeAsync(other, "A short hello", TitleOrigin.Model);
    }

    [Theory]
    [InlineData("error-line")]
    [InlineData("busy")]
    [InlineData("reset")]
    public async Task A_title_that_fails_leaves_the_first_words_until_the_next_answer(string fault)
    {
        var chat = await Root.NewChatAsync();
        Ollama.Faults.NextChat(Fault.SplitUtf8());
        Ollama.Faults.NextChat(FaultText.Parse(fault)!);
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Write a table" });
        await Ollama.Requests.WaitAsync(r => r is { Chat: { } asked, Finished: true } && IsTitle(asked), Cancellation);
        (await ChatAsync(chat)).Title.Value.ShouldBe("Write a table");

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Once more" });

        await TitleShouldBeAsync(chat, "Places for a configuration value", TitleOrigin.Model);
    }

    [Fact]
    public async Task A_title_that_is_no_sensible_one_leaves_the_first_words()
    {
        Respond("…");
        var chat = await Root.NewChatAsync("Write a table");
        await Ollama.Requests.WaitAsync(r => r is { Chat: { } asked, Finished: true } && IsTitle(asked), Cancellation);

        var row = await ChatAsync(chat);
        (row.Title.Value, row.TitleOrigin).ShouldBe(("Write a table", TitleOrigin.FirstWords));
    }

    [Fact]
    public async Task No_model_is_loaded_for_a_title()
    {
        Ollama.Options.KeepAlive = TimeSpan.Zero;
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Write a table" });
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", Finished: true }, Cancellation);

        // Of another model: however late the first title has its turn, the one that it needs is not there.
        Ollama.Options.KeepAlive = TimeSpan.FromMinutes(5);
        var other = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{other}/message?wait=true", new { message = "Hello", model = "qwen3:8b" });
        await Eventually.HoldsAsync(async () => (await ChatAsync(other)).TitleOrigin.ShouldBe(TitleOrigin.Model));

        (await ChatAsync(chat)).Title.Value.ShouldBe("Write a table");
        TitleRequests.ShouldBe(1);
    }

    [Fact]
    public async Task A_stopped_or_failed_answer_gives_no_title()
    {
        Ollama.Faults.NextChat(Fault.Reset(after: 2));
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Write a table" });
        var other = await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => (await ChatAsync(other)).TitleOrigin.ShouldBe(TitleOrigin.Model));

        (await ChatAsync(chat)).TitleOrigin.ShouldBe(TitleOrigin.FirstWords);
    }

    [Fact]
    public async Task A_title_does_not_hold_up_the_end_of_the_portal()
    {
        await SilentTitleAsync(await Root.NewChatAsync(), "Hello");

        await Portal.RestartAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        await Ollama.Requests.WaitAsync(r => r is { Chat: { } asked, ClientLeft: true } && IsTitle(asked), Cancellation);
    }

    // The answer comes, and the model falls silent when it is asked for the title.
    private async Task SilentTitleAsync(string chat, string message)
    {
        Ollama.Faults.NextChat(Fault.SplitUtf8());
        Ollama.Faults.NextChat(Fault.Silence());
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message });
        await Ollama.Requests.WaitAsync(r => r.Chat is { } asked && IsTitle(asked), Cancellation);
    }

    private async Task RenameAsync(string chat) =>
        (await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Mine" }, "/dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );

    private void Respond(string title) => Ollama.Answers.Respond = request => IsTitle(request) ? new SimulatedAnswer(title) : null;

    private Task TitleShouldBeAsync(string chat, string title, TitleOrigin origin) => Eventually.HoldsAsync(async () =>
    {
        var row = await ChatAsync(chat);
        (row.Title.Value, row.TitleOrigin).ShouldBe((title, origin));
    });

    private async Task<Chat> ChatAsync(string id) => (await RowsAsync<Chat>()).Single(c => c.Id.ToString() == id);

    private int TitleRequests => Ollama.Requests.Chats.Count(r => r.Chat is { } asked && IsTitle(asked));

    private static bool IsTitle(ChatRequest request) => request.LastUserMessage.Contains("</question>", StringComparison.Ordinal);
}
