using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Stores a question with its queued answer in one transaction, and only then hands the answer over.</summary>
internal sealed class AnswerStarter(IApplicationDbContext db, IAnswerQueue answers, TimeProvider time)
{
    public async Task<Result<Exchange>> StartAsync(Chat chat, string text, ModelName model, CancellationToken cancellationToken)
    {
        var exchange = chat.Ask(text, model, time.GetUtcNow());
        db.Messages.AddRange(exchange.Question, exchange.Answer);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await db.Chats.AsNoTracking().AnyAsync(c => c.Id == chat.Id, cancellationToken)
                ? ChatErrors.MovedOn
                : ChatErrors.NotFound;
        }

        answers.Enqueue(chat.OwnerId, chat.Id, exchange.Answer.Id);
        return exchange;
    }
}
