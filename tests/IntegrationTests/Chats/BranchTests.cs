using System.Net;
using System.Text.Json;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class BranchTests : SharedPortalTests
{
    [Fact]
    public async Task Another_answer_stands_beside_the_first_and_arrows_lead_back()
    {
        Ollama.Answers.Enqueue("First try.");
        Ollama.Answers.Enqueue("Second try.");
        var chat = await Root.NewChatAsync();
        var first = await AskAsync(chat, "Hello");

        var second = await ActAsync(chat, first, "regenerate");

        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain("Second try.");
        page.ShouldNotContain("First try.");
        page.ShouldContain("2 / 2");
        var rows = (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.Assistant).ToList();
        rows.Select(m => m.Text()).ShouldBe(["First try.", "Second try."], ignoreOrder: true);
        rows.Select(m => m.ParentId).Distinct().Count().ShouldBe(1);

        (await Root.PostFormAsync($"/chat/{chat}/message/{first}/select", tokenFrom: $"/chat/{chat}")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
        var back = await Root.PageAsync($"/chat/{chat}");
        back.ShouldContain("First try.");
        back.ShouldContain("1 / 2");
        back.ShouldContain($"/chat/{chat}/message/{second}/select");
    }

    [Fact]
    public async Task Another_model_may_answer_again_and_answers_from_then_on()
    {
        var chat = await Root.NewChatAsync();
        var first = await AskAsync(chat, "Hello");

        await Root.PostFormAsync($"/chat/{chat}/message/{first}/regenerate", new() { ["model"] = "qwen3:8b" }, $"/chat/{chat}");
        await Ollama.Requests.WaitAsync(r => r.Chat?.Model == "qwen3:8b", Cancellation);

        (await RowsAsync<Chat>()).Single().Model!.ToString().ShouldBe("qwen3:8b");
        (await Root.PostFormAsync($"/chat/{chat}/message/{first}/regenerate", new() { ["model"] = "no such:1:2" }, $"/chat/{chat}"))
            .StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_edited_message_begins_a_branch_and_the_model_sees_only_that()
    {
        var chat = await Root.NewChatAsync();
        await AskAsync(chat, "One");
        await AskAsync(chat, "Two");
        var two = (await RowsAsync<Message>()).Single(m => m.Text() == "Two");

        var edited = await Root.PostAsync($"/chat/{chat}/message/{two.Id}/edit?wait=true", new { message = "Three" });

        edited.StatusCode.ShouldBe(HttpStatusCode.OK);
        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Content).ShouldNotContain("Two");
        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Content).ShouldContain("Three");
        var rows = await RowsAsync<Message>();
        rows.Single(m => m.Text() == "Three").ParentId.ShouldBe(two.ParentId);
        rows.Count.ShouldBe(6);
        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain("Three");
        page.ShouldNotContain(">Two<");
    }

    [Fact]
    public async Task A_first_message_can_be_edited_too()
    {
        var chat = await Root.NewChatAsync();
        await AskAsync(chat, "One");
        var one = (await RowsAsync<Message>()).Single(m => m.Text() == "One");

        await Root.PostAsync($"/chat/{chat}/message/{one.Id}/edit?wait=true", new { message = "Eins" });

        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain("2 / 2");
        page.ShouldContain("Eins");
        (await RowsAsync<Message>()).Count(m => m.ParentId is null).ShouldBe(2);
    }

    [Fact]
    public async Task A_stopped_answer_goes_on_where_it_was()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 20).Select(i => $"a{i} ")] });
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["b0 ", "b1 ", "b2"] });
        Ollama.Options.TokensPerSecond = 20;
        var chat = await Root.NewChatAsync();
        var sent = await (await Root.PostAsync($"/chat/{chat}/message", new { message = "Count" })).JsonAsync();
        var answer = sent.GetProperty("assistantMessage").GetProperty("id").GetString()!;
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 3 }, Cancellation);
        await Root.PostAsync($"/chat/{chat}/stop");
        var stopped = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        stopped.Status.ShouldBe(MessageStatus.Stopped);

        var whole = await WholeAsync(await Root.PostAsync($"/chat/{chat}/message/{answer}/continue?wait=true"));

        whole.GetProperty("status").GetString().ShouldBe("complete");
        whole.GetProperty("content").GetString().ShouldBe(stopped.Text() + "b0 b1 b2");
        var told = Ollama.Requests.Chats[^1].Chat!.Messages;
        told[^1].Role.ShouldBe("assistant");
        told[^1].Content.ShouldBe(stopped.Text());
        (await RowsAsync<Message>()).Count.ShouldBe(2);
        (await RowsAsync<AnswerChunk>()).ShouldBeEmpty();

        var again = await Root.PostAsync($"/chat/{chat}/message/{answer}/continue");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.DetailAsync()).ShouldContain("complete");
    }

    [Fact]
    public async Task A_reader_who_knew_an_answer_before_it_was_continued_gets_all_of_it()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 200).Select(i => $"a{i} ")] });
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 200).Select(i => $"b{i} ")] });
        Ollama.Options.TokensPerSecond = 50;
        var chat = await Root.NewChatAsync();
        var sent = await (await Root.PostAsync($"/chat/{chat}/message", new { message = "Count" })).JsonAsync();
        var answer = sent.GetProperty("assistantMessage").GetProperty("id").GetString()!;
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 10 }, Cancellation);
        var seen = await Root.EventsAsync($"/chat/{chat}/events?message={answer}", cancellationToken: Cancellation)
            .FirstAsync(e => e.Type is "text" or "block" && e.Id is { Length: > 0 }, Cancellation);
        await Root.PostAsync($"/chat/{chat}/stop");
        await Root.PostAsync($"/chat/{chat}/message/{answer}/continue");
        await Ollama.Requests.WaitAsync(
            r => r is { Path: "/api/chat", TokensWritten: > 20 } && r.Chat!.Messages[^1].Role == "assistant",
            Cancellation
        );

        var changes = await Root.EventsAsync($"/chat/{chat}/events?message={answer}", seen.Id, Cancellation)
            .Where(e => e.Type is "remove" or "part" or "block").Take(3).ToListAsync(Cancellation);

        changes.Select(e => e.Type).ShouldBe(["remove", "part", "block"], "What was told of the earlier run no longer counts.");
        changes[0].Data.GetProperty("part").GetInt32().ShouldBe(0);
        var resumed = changes[2];
        resumed.Data.GetProperty("index").GetInt32().ShouldBe(0);
        resumed.Data.GetProperty("html").GetString()!.ShouldContain("a0 a1 a2");
        await Root.PostAsync($"/chat/{chat}/stop");
    }

    [Fact]
    public async Task An_answer_that_fails_while_it_goes_on_keeps_what_it_had()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["one ", "two ", "three "] });
        Ollama.Faults.NextChat(Fault.NoDone(after: 2));
        Ollama.Faults.NextChat(Fault.ErrorLine(after: 0));
        var chat = await Root.NewChatAsync();
        var answer = await AskAsync(chat, "Count");
        (await AnswerAsync()).Status.ShouldBe(MessageStatus.Failed);

        await Root.PostAsync($"/chat/{chat}/message/{answer}/continue?wait=true");

        (await AnswerAsync()).Status.ShouldBe(MessageStatus.Failed);
        (await AnswerAsync()).Text().ShouldBe("one two ");

        async Task<Message> AnswerAsync() => (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
    }

    [Fact]
    public async Task A_deleted_message_takes_all_below_it_and_comes_back_with_all()
    {
        var chat = await Root.NewChatAsync();
        await AskAsync(chat, "One");
        await AskAsync(chat, "Two");
        var leaf = await AskAsync(chat, "Three");
        var two = (await RowsAsync<Message>()).Single(m => m.Text() == "Two").Id;

        var deleted = await (await Root.PostAsync($"/chat/{chat}/message/{two}/delete")).JsonAsync();

        deleted.GetProperty("undoSeconds").GetDouble().ShouldBe(10);
        deleted.GetProperty("leaf").GetString().ShouldBe(leaf);
        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain(">One<");
        page.ShouldNotContain(">Two<");
        page.ShouldNotContain(">Three<");
        (await Root.PostAsync($"/chat/{chat}/message/{leaf}/regenerate")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Root.GetAsync($"/chat/{chat}/events?message={leaf}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Root.PostFormAsync($"/chat/{chat}/message/{two}/restore", new() { ["leaf"] = leaf }, $"/chat/{chat}");
        var restored = await Root.PageAsync($"/chat/{chat}");
        restored.ShouldContain(">Two<");
        restored.ShouldContain(">Three<");
        (await Root.PostAsync($"/chat/{chat}/message/{two}/restore")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Deleting_a_message_stops_the_answer_below_it()
    {
        Ollama.Options.TokensPerSecond = 20;
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 2000).Select(i => $"a{i} ")] });
        var chat = await Root.NewChatAsync("Count");
        var request = await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 1 }, Cancellation);
        var question = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User).Id;

        await Root.PostAsync($"/chat/{chat}/message/{question}/delete");

        await Eventually.HoldsAsync(() =>
        {
            request.ClientLeft.ShouldBeTrue();
            return Task.CompletedTask;
        });
        (await RowsAsync<Chat>()).Single().ActiveLeafId.ShouldBeNull();
        (await RowsAsync<Message>()).ShouldAllBe(m => m.DeletedAt != null && !m.IsOpen);
        await AskAsync(chat, "Once more");
        await Root.PostFormAsync($"/chat/{chat}/clear", tokenFrom: $"/chat/{chat}");
        (await RowsAsync<Message>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_branches_are_written_at_once_and_stopped_one_by_one()
    {
        Ollama.Options.TokensPerSecond = 20;
        Ollama.Answers.Respond = _ => new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, 2000).Select(i => $"a{i} ")] };
        var chat = await Root.NewChatAsync("Count");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 1 }, Cancellation);
        var first = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Id.ToString();
        var second = (await (await Root.PostAsync($"/chat/{chat}/message/{first}/regenerate")).JsonAsync())
            .GetProperty("assistantMessage").GetProperty("id").GetString()!;

        await StopAsync(second);
        (await StatusAsync(second)).ShouldBe(MessageStatus.Stopped);
        (await StatusAsync(first)).ShouldBe(MessageStatus.Streaming);
        await StopAsync(first);
        (await StatusAsync(first)).ShouldBe(MessageStatus.Stopped);

        async Task StopAsync(string message) =>
            await Root.PostFormAsync($"/chat/{chat}/stop", new() { ["message"] = message }, $"/chat/{chat}");
        async Task<MessageStatus> StatusAsync(string message) =>
            (await RowsAsync<Message>()).Single(m => m.Id.ToString() == message).Status;
    }

    [Theory]
    [InlineData("regenerate")]
    [InlineData("edit")]
    [InlineData("continue")]
    [InlineData("select")]
    [InlineData("delete")]
    [InlineData("restore")]
    public async Task What_belongs_to_somebody_else_is_not_there(string act)
    {
        var chat = await Root.NewChatAsync();
        var answer = await AskAsync(chat, "Mine");
        using var member = await Portal.RegisterMemberAsync("sam.other");
        var own = await member.NewChatAsync();

        var body = act == "edit" ? new { message = "Yours" } : null;
        foreach (
            var path in new[]
            {
                $"/chat/{chat}/message/{answer}/{act}",
                $"/chat/{own}/message/{answer}/{act}",
                $"/chat/{own}/message/{Guid.NewGuid()}/{act}",
            }
        )
            (await member.PostAsync(path, body)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);

        (await RowsAsync<Message>()).Count.ShouldBe(2);
        (await RowsAsync<Message>()).ShouldAllBe(m => m.DeletedAt == null);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_in_a_sentence()
    {
        var chat = await Root.NewChatAsync();
        var first = await AskAsync(chat, "One");
        var question = (await RowsAsync<Message>()).Single(m => m.Text() == "One").Id;

        var edit = await Root.PostAsync($"/chat/{chat}/message/{first}/edit", new { message = "x" });
        edit.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await edit.DetailAsync()).ShouldContain("own messages");
        (await Root.PostAsync($"/chat/{chat}/message/{question}/edit", new { message = "  " })).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await Root.PostAsync($"/chat/{chat}/message/{question}/continue")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var stale = await Root.PostAsync($"/chat/{chat}/message", new { message = "x", parentId = (string?)null });
        stale.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await stale.DetailAsync()).ShouldContain("another tab");
        (await Root.PostAsync($"/chat/{chat}/message", new { message = "x", parentId = 7 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Root.PostFormAsync($"/chat/{chat}/stop", new() { ["message"] = "x" }, $"/chat/{chat}")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await Root.GetAsync($"/chat/{chat}/events?message={question}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> AskAsync(string chat, string text)
    {
        var sent = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = text });
        return (await WholeAsync(sent)).GetProperty("id").GetString()!;
    }

    private async Task<string> ActAsync(string chat, string message, string act) =>
        (await WholeAsync(await Root.PostAsync($"/chat/{chat}/message/{message}/{act}?wait=true"))).GetProperty("id").GetString()!;

    private static async Task<JsonElement> WholeAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.TextAsync());
        return (await answer.JsonAsync()).GetProperty("message");
    }
}
