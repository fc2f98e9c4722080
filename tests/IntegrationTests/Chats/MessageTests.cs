using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class MessageTests : SharedPortalTests
{
    [Fact]
    public async Task A_message_is_stored_with_its_queued_answer_before_the_202()
    {
        Ollama.Faults.NextChat(Fault.Silence());
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var body = await answer.JsonAsync();
        var rows = (await RowsAsync<Message>()).OrderBy(m => m.Role).ToList();
        rows.Select(m => m.Id.ToString())
            .ShouldBe([
                body.GetProperty("userMessage").GetProperty("id").GetString()!,
                body.GetProperty("assistantMessage").GetProperty("id").GetString()!,
            ]);
        rows[0].Text().ShouldBe("Hello");
        rows[1].ParentId.ShouldBe(rows[0].Id);
        rows[1].IsOpen.ShouldBeTrue();
        await Root.PostAsync($"/chat/{chat}/stop");
    }

    [Fact]
    public async Task With_wait_the_answer_comes_when_it_is_complete()
    {
        Ollama.Answers.Enqueue("The *whole* answer.");
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var message = (await answer.JsonAsync()).GetProperty("message");
        message.GetProperty("role").GetString().ShouldBe("assistant");
        message.GetProperty("content").GetString().ShouldBe("The *whole* answer.");
        message.GetProperty("status").GetString().ShouldBe("complete");
        var row = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        row.Status.ShouldBe(MessageStatus.Complete);
        row.Statistics.CompletionTokens.ShouldNotBeNull();
        row.Statistics.TimeToFirstToken.ShouldNotBeNull();
    }

    // SQLite's driver would hand over short texts whole, and long ones up to the NUL.
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_NUL_cuts_nothing_off(int times)
    {
        var text = string.Concat(Enumerable.Repeat("Before\0after.\n\n", times)).TrimEnd();
        var stored = text.Replace('\0', '\uFFFD');
        Ollama.Answers.Enqueue(new SimulatedAnswer(text, text));
        var chat = await Root.NewChatAsync();

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = text, model = "qwen3:8b" });

        var rows = (await RowsAsync<Message>()).OrderBy(m => m.Role).ToList();
        rows.Select(m => m.Text()).ShouldBe([stored, stored]);
        rows[1].Reasoning().ShouldBe(stored);
        (await Root.PageAsync($"/chat/{chat}")).Split("after.").Length.ShouldBeGreaterThan(3 * times);
    }

    [Fact]
    public async Task The_model_is_told_the_whole_path_and_the_system_prompt()
    {
        await Root.PostFormAsync(
            "/settings",
            new()
            {
                ["system_prompt"] = "Be brief.",
                ["theme"] = "system",
                ["send_key"] = "enter",
                ["temperature"] = "0.5",
            }
        );
        Ollama.Answers.Enqueue("First answer.");
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One?" });
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Two?" });

        var asked = Ollama.Requests.Chats[^1].Chat!;
        asked
            .Messages.Select(m => $"{m.Role}: {m.Content}")
            .ShouldBe(["system: Be brief.", "user: One?", "assistant: First answer.", "user: Two?"]);
        asked.Options!.Value.GetProperty("temperature").GetDouble().ShouldBe(0.5);
        asked.Options!.Value.TryGetProperty("num_ctx", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("<think>\nI should **greet**.\n</think>\n\nHello!")]
    [InlineData("I should **greet**.\n</think>\n\nHello!")]
    public async Task Reasoning_within_the_content_is_stored_apart_and_told_to_no_model(string said)
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. said.Chunk(3).Select(piece => new string(piece))] });
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One?" });
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Two?" });

        var row = (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.Assistant).OrderBy(m => m.Id.Value).First();
        (row.Reasoning(), row.Text()).ShouldBe(("I should **greet**.", "Hello!"));
        Ollama.Requests.Chats[^1].Chat!.Messages.Select(m => m.Content).ShouldBe(["One?", "Hello!", "Two?"]);
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("data-reasoning-text>I should **greet**.</div>");
    }

    [Fact]
    public async Task Blocks_the_composer_and_titles_take_their_direction_from_their_text()
    {
        Ollama.Answers.Enqueue("שלום");
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "مرحبا" });

        var page = await Root.PageAsync($"/chat/{chat}");

        string[] places =
        [
            "class=\"block\"",
            "class=\"message__bubble\"",
            "id=\"message\"",
            "name=\"chat_name\"",
            "class=\"chat-list__title\"",
            " data-title",
        ];
        foreach (var place in places)
        {
            var tag = page.Split('<').First(tag => tag.Contains(place, StringComparison.Ordinal));
            tag.Split('>')[0].ShouldContain("dir=\"auto\"", Case.Sensitive, place);
        }
    }

    [Fact]
    public async Task An_answer_that_nobody_reads_is_complete_all_the_same()
    {
        Ollama.Options.TokensPerSecond = 200;
        var chat = await Root.NewChatAsync("Write a table, please.");

        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", Finished: true }, Cancellation);

        await Eventually.HoldsAsync(async () =>
            (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Status.ShouldBe(MessageStatus.Complete)
        );
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("class=\"prose");
    }

    [Fact]
    public async Task Stop_keeps_what_has_come_and_frees_the_model()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["Half ", "an ", "answer"] });
        Ollama.Faults.NextChat(Fault.Silence(after: 2));
        var chat = await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => string.Concat((await RowsAsync<AnswerChunk>()).Select(c => c.Text)).ShouldBe("Half an "));

        await Eventually.HoldsAsync(async () =>
        {
            (await Root.PostAsync($"/chat/{chat}/stop")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Status.ShouldBe(MessageStatus.Stopped);
        });

        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Text().ShouldBe("Half an ");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", ClientLeft: true }, Cancellation);
    }

    [Fact]
    public async Task An_answer_that_waits_is_stopped_without_a_word_to_the_model()
    {
        Ollama.Faults.NextChat(Fault.Silence());
        await Root.NewChatAsync("Hello");
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/chat", Cancellation);
        var waiting = await Root.NewChatAsync("I wait");

        (await Root.PostAsync($"/chat/{waiting}/stop")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await RowsAsync<Message>())
            .Single(m => m.ParentId is not null && m.ChatId.ToString() == waiting)
            .Status.ShouldBe(MessageStatus.Stopped);
        Ollama.Requests.Chats.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Half_a_character_in_a_packet_changes_nothing()
    {
        const string Text = "Größe in µm – 🚀 日本語";
        Ollama.Faults.NextChat(Fault.SplitUtf8());
        Ollama.Answers.Enqueue(Text);
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        (await answer.JsonAsync()).GetProperty("message").GetProperty("content").GetString().ShouldBe(Text);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("![")]
    public async Task A_text_that_cannot_be_rendered_is_kept_and_shown_as_it_stands(string inline)
    {
        var text = string.Concat(Enumerable.Repeat(inline, 500));
        Ollama.Answers.Enqueue(text);
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        (await answer.JsonAsync()).GetProperty("message").GetProperty("status").GetString().ShouldBe("complete");
        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Text().ShouldBe(text);
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain(text);
    }

    [Fact]
    public async Task An_answer_that_is_open_in_the_store_and_written_by_nobody_does_not_close_the_chat()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One" });
        await Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            var answer = await db.Messages.IgnoreQueryFilters().SingleAsync(m => m.Role == MessageRole.Assistant, Cancellation);
            db.AnswerChunks.Add(new AnswerChunk(answer.Id, 0, 0, answer.Fence, MessagePartKind.Text, "What had come"));
            await db.SaveChangesAsync(Cancellation);
            await db.Database.ExecuteSqlAsync($"DELETE FROM MessageParts WHERE MessageId = {answer.Id.Value}", Cancellation);
            await db
                .Chats.IgnoreQueryFilters()
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.UpdatedAt, DateTimeOffset.UnixEpoch), Cancellation);
            return await db
                .Messages.IgnoreQueryFilters()
                .Where(m => m.Id == answer.Id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(m => m.Status, MessageStatus.Streaming)
                            .SetProperty(m => m.CreatedAt, DateTimeOffset.UnixEpoch),
                    Cancellation
                );
        });

        var last = await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation).LastAsync(Cancellation);
        last.Data.GetProperty("status").GetString().ShouldBe("interrupted");
        (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Two" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RowsAsync<Message>()).Single(m => m.Status == MessageStatus.Interrupted).Text().ShouldBe("What had come");
        (await RowsAsync<AnswerChunk>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_was_stored_a_moment_ago_is_left_to_the_one_who_hands_it_over()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One" });
        await Portal.InScopeAsync(services =>
            services
                .GetRequiredService<ApplicationDbContext>()
                .Messages.IgnoreQueryFilters()
                .Where(m => m.Role == MessageRole.Assistant)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Queued), Cancellation)
        );

        (await Root.PostAsync($"/chat/{chat}/message", new { message = "Two" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_new_name_does_not_refuse_the_message_that_is_sent_beside_it()
    {
        await Root.PageAsync("/dashboard");
        for (var i = 0; i < 10; i++)
        {
            var chat = await Root.NewChatAsync();
            var rename = Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = $"Name {i}" }, "/dashboard");
            var sent = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

            sent.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await rename).StatusCode.ShouldBe(HttpStatusCode.Found);
        }
    }

    [Fact]
    public async Task A_form_and_a_script_send_the_same_line_ends()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/message", new() { ["message"] = "one\r\ntwo" }, $"/chat/{chat}");

        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User).Text().ShouldBe("one\ntwo");
    }

    [Fact]
    public async Task A_title_comes_from_the_first_message()
    {
        var chat = await Root.NewChatAsync("How do I smooth p95 without hiding a real regression in the checkout?");

        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("How do I smooth p95 without hiding a real…");
        await Root.PostAsync($"/chat/{chat}/stop");
    }
}
