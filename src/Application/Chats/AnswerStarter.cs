using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Stores a question with its queued answer in one transaction, and only then hands the answer over.</summary>
internal sealed class AnswerStarter(IApplicationDbContext db, IAnswerQueue answers, TimeProvider time)
{
    private const int MostTries = 3;

    public async Task<Result<Exchange>> StartAsync(Chat chat, string text, ModelName model, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var leaf = chat.ActiveLeafId;
            var exchange = chat.Ask(text, model, time.GetUtcNow());
            db.Messages.AddRange(exchange.Question, exchange.Answer);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                answers.Enqueue(chat.OwnerId, chat.Id, exchange.Answer.Id);
                return exchange;
            }
            catch (DbUpdateConcurrencyException lost)
            {
                // A new name or model does not stand in the way; another message does.
                db.Messages.RemoveRange(exchange.Question, exchange.Answer);
                if (!await ReloadAsync(lost, cancellationToken)) return ChatErrors.NotFound;
                if (chat.ActiveLeafId != leaf || tries == MostTries) return ChatErrors.MovedOn;
            }
        }
    }

    private static async Task<bool> ReloadAsync(DbUpdateConcurrencyException lost, CancellationToken cancellationToken)
    {
        foreach (var entry in lost.Entries) await entry.ReloadAsync(cancellationToken);
        return lost.Entries.All(entry => entry.State != EntityState.Detached);
    }
}
