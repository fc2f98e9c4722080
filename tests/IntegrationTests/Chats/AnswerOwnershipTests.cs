using System.Net;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>Who may end an answer, and that each one ends.</summary>
public sealed class AnswerOwnershipTests : SignedInTests
{
    private readonly PausedCommand _paused = new();

    protected override PortalChanges Changes => new()
    {
        Services = services => services.ConfigureDbContext<ApplicationDbContext>(options => options.AddInterceptors(_paused)),
    };

    [Fact]
    public async Task A_late_recovery_does_not_overwrite_an_answer_that_was_continued_meanwhile()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One" });
        var answer = await AbandonAsync("What had come");
        Ollama.Answers.Enqueue(" and the rest");

        _paused.Arm("FROM \"AnswerChunks\"");
        var late = Root.PostAsync($"/chat/{chat}/message", new { message = "Two" });
        await _paused.Reached.WaitAsync(Cancellation);
        var continued = await Root.PostAsync($"/chat/{chat}/message/{answer}/continue?wait=true");
        _paused.Release();
        await late;

        continued.StatusCode.ShouldBe(HttpStatusCode.OK);
        var row = (await RowsAsync<Message>()).Single(m => m.Id == answer);
        row.Text().ShouldBe("What had come and the rest");
        row.Status.ShouldBe(MessageStatus.Complete);
    }

    [Fact]
    public async Task The_journal_saves_nothing_of_an_answer_that_belongs_to_somebody_else()
    {
        await Root.NewChatAsync();
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One" });
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);

        var lost = await Portal.InScopeAsync(services => Task.FromResult(services.GetRequiredService<ApplicationDbContext>().AddChunks(
        [
            new JournalWrite(new AnswerChunk(answer.Id, 0, 0, answer.Fence, MessagePartKind.Text, "Own")),
            new JournalWrite(new AnswerChunk(answer.Id, 0, 3, answer.Fence - 1, MessagePartKind.Text, "Late")),
        ])));

        lost.ShouldBe([answer.Id]);
        (await RowsAsync<AnswerChunk>()).ShouldHaveSingleItem().Text.ShouldBe("Own");
    }

    [Fact]
    public async Task Text_that_replaces_all_takes_the_place_of_what_the_journal_has_of_its_answer()
    {
        await Root.NewChatAsync();
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One" });
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        await AddAsync(new JournalWrite(new AnswerChunk(answer.Id, 0, 0, answer.Fence, MessagePartKind.Text, "Reasoning")));

        var late = new AnswerChunk(answer.Id, 1, 0, answer.Fence - 1, MessagePartKind.Text, "Late");
        await AddAsync(new JournalWrite(late, ReplacesAll: true));
        (await RowsAsync<AnswerChunk>()).ShouldHaveSingleItem().Text.ShouldBe("Reasoning");

        var own = new AnswerChunk(answer.Id, 0, 9, answer.Fence, MessagePartKind.Reasoning, "Reasoning");
        await AddAsync(new JournalWrite(own, ReplacesAll: true));
        (await RowsAsync<AnswerChunk>()).ShouldHaveSingleItem().Kind.ShouldBe(MessagePartKind.Reasoning);
    }

    private Task<IReadOnlySet<MessageId>> AddAsync(JournalWrite write) =>
        Portal.InScopeAsync(services => Task.FromResult(services.GetRequiredService<ApplicationDbContext>().AddChunks([write])));

    [Fact]
    public async Task A_queued_answer_that_was_stopped_is_stored_as_stopped_though_the_portal_stops()
    {
        Ollama.Options.TimeToFirstToken = TimeSpan.FromMinutes(5);
        await Root.NewChatAsync("This takes the only slot");
        var begun = Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldContain(m => m.Status == MessageStatus.Streaming));
        await begun;
        await Root.NewChatAsync("This is queued");
        var queued = (await RowsAsync<Message>()).Single(m => m.Status == MessageStatus.Queued);

        _paused.Arm("UPDATE \"Messages\"");
        var stopping = Portal.Services.GetRequiredService<IAnswerQueue>().StopAsync(queued.Id);
        await _paused.Reached.WaitAsync(Cancellation);
        var restarting = Portal.RestartAsync();
        _paused.Release();
        await restarting;
        await stopping;

        (await RowsAsync<Message>()).Single(m => m.Id == queued.Id).Status.ShouldBe(MessageStatus.Stopped);
    }

    [Fact]
    public async Task A_slot_that_fails_is_there_again_for_the_next_question()
    {
        var failures = 2;
        Portal.Services.GetRequiredService<LiveAnswers>().Removed += _ =>
        {
            if (Interlocked.Decrement(ref failures) >= 0) throw new InvalidOperationException("A bug behind the end of an answer");
        };

        foreach (var question in (string[])["One", "Two"])
        {
            var chat = await Root.NewChatAsync();
            var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = question });
            (await answer.JsonAsync()).GetProperty("message").GetProperty("status").GetString().ShouldBe("complete");
        }

        failures.ShouldBeLessThan(0);
    }

    /// <summary>Leaves the only answer as a crash would: open, with its text in the journal.</summary>
    private Task<MessageId> AbandonAsync(string text) =>
        Portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ApplicationDbContext>();
            var answer = await db.Messages.IgnoreQueryFilters().SingleAsync(m => m.Role == MessageRole.Assistant, Cancellation);
            db.AnswerChunks.Add(new AnswerChunk(answer.Id, 0, 0, answer.Fence, MessagePartKind.Text, text));
            await db.SaveChangesAsync(Cancellation);
            await db.Database.ExecuteSqlAsync($"DELETE FROM MessageParts WHERE MessageId = {answer.Id.Value}", Cancellation);
            await db
                .Chats.IgnoreQueryFilters()
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.UpdatedAt, DateTimeOffset.UnixEpoch), Cancellation);
            await db
                .Messages.IgnoreQueryFilters()
                .Where(m => m.Id == answer.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Streaming), Cancellation);
            return answer.Id;
        });
}
