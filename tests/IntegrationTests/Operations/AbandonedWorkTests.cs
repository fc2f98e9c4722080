using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class AbandonedWorkTests : PortalTests
{
    private static readonly ModelName Model = ModelName.Parse("smollm2:135m");
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public async Task A_start_takes_over_what_nobody_holds_and_leaves_what_another_portal_holds()
    {
        using var root = await Portal.RegisterRootAsync();
        var hour = TimeSpan.FromHours(1);
        var now = DateTimeOffset.UtcNow;
        var abandoned = await AddAnswerAsync(leaseUntil: null);
        var expired = await AddAnswerAsync(leaseUntil: now - hour);
        var held = await AddAnswerAsync(leaseUntil: now + hour);
        var pull = ModelPull.Ask(Model, UserId.New(), now);
        pull.Start(Other, now + hour);
        await ChangeAsync(db => db.ModelPulls.Add(pull));

        await Portal.RestartAsync();

        var answers = (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.Assistant).ToDictionary(m => m.Id);
        answers[abandoned].Status.ShouldBe(MessageStatus.Interrupted);
        answers[abandoned].Text().ShouldBe("What had come");

        // Nobody has counted them: a token for four characters.
        answers[abandoned].Statistics.CompletionTokens.ShouldBe(4);
        answers[abandoned].Statistics.IsEstimate.ShouldBeTrue();
        answers[expired].Status.ShouldBe(MessageStatus.Interrupted);
        answers[held].Status.ShouldBe(MessageStatus.Streaming);
        (answers[held].Fence, answers[held].WriterId).ShouldBe((1, Other));
        (await RowsAsync<AnswerChunk>()).ShouldHaveSingleItem().MessageId.ShouldBe(held);
        var row = (await RowsAsync<ModelPull>()).ShouldHaveSingleItem();
        (row.Status, row.RunnerId).ShouldBe((PullStatus.Running, Other));
    }

    [Fact]
    public async Task Who_has_read_an_older_state_of_an_answer_cannot_overwrite_a_newer_one()
    {
        using var root = await Portal.RegisterRootAsync();
        var id = await AddAnswerAsync(leaseUntil: null);
        await Portal.InScopeAsync(async services =>
        {
            var late = services.GetRequiredService<ApplicationDbContext>();
            var read = await AnswerAsync(late, id);

            // Meanwhile somebody else ends the answer and continues it.
            await ChangeAsync(async db =>
            {
                var answer = await AnswerAsync(db, id);
                answer.Interrupt(TestParts.Of("All that had come"), new AnswerStatistics(), DateTimeOffset.UtcNow);
                var chat = await db
                    .Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
                    .SingleAsync(c => c.Id == answer.ChatId, Cancellation);
                chat.Continue(answer, Model, DateTimeOffset.UtcNow);
            });

            read.Interrupt([], new AnswerStatistics(), DateTimeOffset.UtcNow);
            await Should.ThrowAsync<DbUpdateConcurrencyException>(() => late.SaveChangesAsync(Cancellation));
            return true;
        });

        var row = (await RowsAsync<Message>()).Single(m => m.Id == id);
        (row.Status, row.Text()).ShouldBe((MessageStatus.Queued, "All that had come"));
    }

    [Fact]
    public async Task Parts_of_several_rounds_come_back_from_the_journal_in_their_order()
    {
        using var root = await Portal.RegisterRootAsync();
        var id = await AddAnswerAsync(leaseUntil: null);
        await ChangeAsync(db => db.AnswerChunks.AddRange(
            new AnswerChunk(id, 3, 0, 1, MessagePartKind.Text, "It is "),
            new AnswerChunk(id, 1, 0, 1, MessagePartKind.ToolCall, "{}", new ToolCallData("c1", "get_weather")),
            new AnswerChunk(id, 3, 6, 1, MessagePartKind.Text, "warm 🌞"),
            new AnswerChunk(id, 2, 0, 1, MessagePartKind.Reasoning, "Hm"),
            new AnswerChunk(id, 0, 13, 1, MessagePartKind.Text, ", and more"),
            new AnswerChunk(id, 4, 0, 1, MessagePartKind.Text, "This moved"),
            new AnswerChunk(id, 4, 10, 1, MessagePartKind.Text, ""),
            new AnswerChunk(id, 5, 0, 7, MessagePartKind.Text, "Of another run")));

        await Portal.RestartAsync();

        (await RowsAsync<Message>()).Single(m => m.Id == id).Parts.Select(p => (p.Index, p.Kind, p.Text, p.Data)).ShouldBe(
        [
            (0, MessagePartKind.Text, "What had come, and more", null),
            (1, MessagePartKind.ToolCall, "{}", new ToolCallData("c1", "get_weather")),
            (2, MessagePartKind.Reasoning, "Hm", null),
            (3, MessagePartKind.Text, "It is warm 🌞", null),
            (4, MessagePartKind.Text, "This moved", null),
        ]);
        (await RowsAsync<AnswerChunk>()).ShouldBeEmpty();
    }

    private async Task<MessageId> AddAnswerAsync(DateTimeOffset? leaseUntil)
    {
        var owner = (await RowsAsync<User>()).Single().Id;
        var now = DateTimeOffset.UtcNow;
        var chat = Chat.Start(owner, Model, Preferences.Default, now);
        var (question, answer) = chat.AddUserMessage("Hello", Model, now);
        answer.Begin(Other, leaseUntil);
        await ChangeAsync(db =>
        {
            db.Chats.Add(chat);
            db.Messages.AddRange(question, answer);
            db.AnswerChunks.Add(new AnswerChunk(answer.Id, 0, 0, answer.Fence, MessagePartKind.Text, "What had come"));
        });
        return answer.Id;
    }

    private static Task<Message> AnswerAsync(ApplicationDbContext db, MessageId id) =>
        db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).SingleAsync(m => m.Id == id, Cancellation);

    private Task<int> ChangeAsync(Action<ApplicationDbContext> change) => ChangeAsync(db =>
    {
        change(db);
        return Task.CompletedTask;
    });

    private Task<int> ChangeAsync(Func<ApplicationDbContext, Task> change) => Portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        await change(db);
        return await db.SaveChangesAsync(Cancellation);
    });
}
