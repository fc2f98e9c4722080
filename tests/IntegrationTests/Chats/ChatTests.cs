using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class ChatTests : SharedPortalTests
{
    [Fact]
    public async Task A_chat_is_renamed_cleared_and_deleted()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        (
            await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "  Release   notes " }, $"/chat/{chat}")
        ).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Chat>()).Single().Title.Value.ShouldBe("Release notes");

        (await Root.PostFormAsync($"/chat/{chat}/clear", tokenFrom: $"/chat/{chat}")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Message>()).ShouldBeEmpty();
        (await RowsAsync<Chat>()).Single().ActiveLeafId.ShouldBeNull();

        (await Root.PostFormAsync($"/chat/{chat}/delete", tokenFrom: $"/chat/{chat}")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Chat>()).ShouldBeEmpty();
        (await Root.GetAsync($"/chat/{chat}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_chat_that_is_being_answered_can_be_deleted()
    {
        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        var chat = await Root.NewChatAsync("Hello");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: 1 }, Cancellation);

        await Root.PostFormAsync($"/chat/{chat}/delete", tokenFrom: "/dashboard");

        (await RowsAsync<Message>()).ShouldBeEmpty();
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", ClientLeft: true }, Cancellation);
    }

    [Fact]
    public async Task A_chat_of_two_thousand_messages_is_deleted_and_opened_page_by_page()
    {
        var chat = await Root.NewChatAsync();
        await Fill.ChatAsync(Portal, chat, exchanges: 1_000);

        var newest = await Root.PageAsync($"/chat/{chat}");
        newest.ShouldContain("Question 999");
        newest.ShouldContain("Question 990");
        newest.ShouldNotContain("Question 989");

        await Root.PostFormAsync($"/chat/{chat}/delete", tokenFrom: "/dashboard");
        (await RowsAsync<Message>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        Ollama.Answers.Enqueue("An answer that stays.");
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "A question that stays" });

        await Portal.RestartAsync();

        using var back = Portal.Visit();
        await back.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        var page = await back.PageAsync($"/chat/{chat}");
        page.ShouldContain("A question that stays");
        page.ShouldContain("An answer that stays.");
    }

    [Fact]
    public async Task A_stop_of_the_portal_keeps_half_an_answer_as_interrupted()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["Half ", "an ", "answer"] });
        Ollama.Faults.NextChat(Fault.Silence(after: 2));
        await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => string.Concat((await RowsAsync<AnswerChunk>()).Select(c => c.Text)).ShouldBe("Half an "));

        await Portal.RestartAsync();

        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        answer.Status.ShouldBe(MessageStatus.Interrupted);
        answer.Text().ShouldBe("Half an ");
    }

    [Fact]
    public async Task Changing_the_model_counts_for_the_next_message()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "gemma3:4b" }, $"/chat/{chat}");
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        Ollama.Requests.Chats.Single().Chat!.Model.ShouldBe("gemma3:4b");
    }
}
