using System.Net;
using System.Text.Json;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class SummaryTests : SharedPortalTests
{
    private const string Gone = "was deleted";

    [Fact]
    public async Task A_new_chat_begins_with_a_summary_and_the_old_one_stays()
    {
        Ollama.Answers.Enqueue("The tower is 330 m high.");
        var old = await Root.NewChatAsync("How high is the tower?");
        await EndedAsync(old);
        Ollama.Answers.Enqueue("We spoke of a tower, 330 m high.");

        var next = await SummarizeAsync(old);

        var asked = Ollama.Requests.Chats[^1].Chat!.Messages;
        asked.Select(m => m.Role).ShouldBe(["user", "assistant", "user"]);
        asked[1].Content.ShouldBe("The tower is 330 m high.");
        asked[2].Content.ShouldBe("Summarize our conversation so far, so that we can continue from it here.");
        var chats = (await RowsAsync<Chat>()).ToDictionary(c => c.Id.ToString());
        chats[next].Title.Value.ShouldEndWith(", continued");
        chats[next].TitleOrigin.ShouldBe(TitleOrigin.Model);
        chats[next].SummaryOf.ShouldBe(chats[old].ActiveLeafId);
        (await RowsAsync<Message>()).Count(m => m.ChatId.ToString() == old).ShouldBe(2);
        var page = await Root.PageAsync($"/chat/{next}");
        page.ShouldContain("We spoke of a tower");
        page.ShouldContain("Continued from");
        page.ShouldContain($"href=\"/chat/{old}\"");

        await Root.PostAsync($"/chat/{next}/message?wait=true", new { message = "And how old?" });

        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Content)
            .ShouldBe([asked[2].Content, "We spoke of a tower, 330 m high.", "And how old?"]);
    }

    [Fact]
    public async Task Of_a_conversation_that_does_not_fit_the_end_is_summed_up_and_the_model_is_told()
    {
        var old = await Root.NewChatAsync();
        await Fill.ChatAsync(Portal, old, 200);
        await Root.PostFormAsync($"/chat/{old}/context", new() { ["tokens"] = "512" }, $"/chat/{old}");

        await SummarizeAsync(old);

        var request = Ollama.Requests.Chats[^1];
        request.Body.ShouldContain("\"num_ctx\":512");
        var asked = request.Chat!.Messages;
        asked.Count.ShouldBeInRange(10, 100);
        asked[^2].Content.ShouldBe("Answer **199**.");
        asked[^1].Content.ShouldContain("only its end is above");
        var counted = (await RowsAsync<Message>()).Single(m => m.Text().Length > 0 && m.Statistics.PromptTokens is not null).Statistics;
        counted.PromptTokens!.Value.ShouldBeInRange(200, 512);
    }

    [Fact]
    public async Task A_message_that_does_not_fit_by_itself_is_cut()
    {
        Ollama.Answers.Enqueue("I see.");
        var old = await Root.NewChatAsync(string.Join(' ', Enumerable.Repeat("river", 3000)));
        await EndedAsync(old);
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        (await Root.PostAsync($"/chat/{old}/message/{answer.Id}/delete")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Root.PostFormAsync($"/chat/{old}/context", new() { ["tokens"] = "512" }, $"/chat/{old}");

        await SummarizeAsync(old);

        var asked = Ollama.Requests.Chats[^1].Chat!.Messages;
        asked.Count.ShouldBe(2);
        asked[0].Content.ShouldStartWith("river");
        asked[0].Content.ShouldEndWith("[…]");
        asked[0].Content.Length.ShouldBeLessThan(512 * 5);
    }

    [Fact]
    public async Task What_was_deleted_meanwhile_is_passed_over_and_a_conversation_that_is_gone_is_said()
    {
        var old = await Root.NewChatAsync("How high is the tower?");
        await EndedAsync(old);
        var next = await SummarizeAsync(old);
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant && m.ChatId.ToString() == old);
        (await Root.PostAsync($"/chat/{old}/message/{answer.Id}/delete")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await AgainAsync(next)).GetProperty("status").GetString().ShouldBe("complete");
        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Role).ShouldBe(["user", "user"]);

        await Root.PostFormAsync($"/chat/{old}/delete", null, $"/chat/{old}");
        var gone = await AgainAsync(next);
        gone.GetProperty("status").GetString().ShouldBe("failed");
        gone.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain(Gone);
    }

    [Fact]
    public async Task Another_users_conversation_is_never_summed_up()
    {
        var stranger = await Portal.RegisterMemberAsync("jon.berg");
        var theirs = await stranger.NewChatAsync("The code of the safe is 4711.");
        await EndedAsync(theirs, stranger);
        var mine = await Root.NewChatAsync("Hello");
        await EndedAsync(mine);
        var next = await SummarizeAsync(mine);
        var secret = (await RowsAsync<Chat>()).Single(c => c.Id.ToString() == theirs).ActiveLeafId;
        await Portal.InScopeAsync(services =>
            services
                .GetRequiredService<ApplicationDbContext>()
                .Chats.IgnoreQueryFilters()
                .Where(c => c.Id == new ChatId(Guid.Parse(next)))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.SummaryOf, secret), Cancellation)
        );
        Ollama.Requests.Clear();

        (await AgainAsync(next)).GetProperty("error").GetString().ShouldNotBeNull().ShouldContain(Gone);

        Ollama.Requests.Chats.ShouldBeEmpty();
        (await Root.PageAsync($"/chat/{next}")).ShouldNotContain("Continued from");
    }

    [Fact]
    public async Task Nothing_is_summed_up_while_there_is_nothing_or_an_answer_is_being_written()
    {
        var empty = await Root.NewChatAsync();
        (await Root.PostAsync($"/chat/{empty}/summary")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        Ollama.Options.TokensPerSecond = 20;
        var busy = await Root.NewChatAsync("Tell me a long 2000 story");
        (await Root.PostAsync($"/chat/{busy}/summary")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Root.PostAsync($"/chat/{busy}/stop");
        (await RowsAsync<Chat>()).Count.ShouldBe(2);
    }

    private async Task<string> SummarizeAsync(string chat)
    {
        var started = await Root.PostAsync($"/chat/{chat}/summary");
        started.StatusCode.ShouldBe(HttpStatusCode.Created, await started.TextAsync());
        var next = (await started.JsonAsync()).GetProperty("id").GetString()!;
        await EndedAsync(next);
        return next;
    }

    private async Task<JsonElement> AgainAsync(string chat)
    {
        var question = (await RowsAsync<Message>()).Single(m => m.ChatId.ToString() == chat && m.Role == MessageRole.User);
        var again = await Root.PostAsync($"/chat/{chat}/message/{question.Id}/regenerate?wait=true");
        again.StatusCode.ShouldBe(HttpStatusCode.OK, await again.TextAsync());
        return (await again.JsonAsync()).GetProperty("message");
    }

    private async Task EndedAsync(string chat, Visitor? reader = null)
    {
        await foreach (var change in (reader ?? Root).EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation))
        {
            if (change.Type is "done" or "failed") return;
        }
    }
}
