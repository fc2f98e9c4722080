using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.IntegrationTests.Chats;

internal static class Fill
{
    /// <summary>Adds a question and a short answer to a chat, straight into the store.</summary>
    public static Task<int> MessageAsync(Portal portal, string chat, string question) => portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        var id = new ChatId(Guid.Parse(chat));
        var row = await db.Chats.IgnoreQueryFilters().SingleAsync(c => c.Id == id);
        var exchange = row.AddUserMessage(question, ModelName.Parse("llama3.2:3b"), DateTimeOffset.UnixEpoch);
        exchange.Answer.Begin(Guid.NewGuid());
        exchange.Answer.Complete(TestParts.Of("Yes."), new AnswerStatistics(), DateTimeOffset.UnixEpoch);
        db.Messages.AddRange(exchange.Question, exchange.Answer);
        return await db.SaveChangesAsync();
    });

    /// <summary>Adds answered questions <c>Question 0</c>, <c>Question 1</c>, … to an empty chat, straight into the store.</summary>
    public static Task<int> ChatAsync(Portal portal, string chat, int exchanges) => portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        var id = new ChatId(Guid.Parse(chat));
        var row = await db.Chats.IgnoreQueryFilters().SingleAsync(c => c.Id == id);
        var model = ModelName.Parse("llama3.2:3b");
        var now = DateTimeOffset.UnixEpoch;
        for (var i = 0; i < exchanges; i++)
        {
            var exchange = row.AddUserMessage($"Question {i}", model, now.AddMinutes(i));
            exchange.Answer.Begin(Guid.NewGuid());
            exchange.Answer.Complete(TestParts.Of($"Answer **{i}**."), new AnswerStatistics(), now.AddMinutes(i));
            db.Messages.AddRange(exchange.Question, exchange.Answer);
        }

        return await db.SaveChangesAsync();
    });
}
