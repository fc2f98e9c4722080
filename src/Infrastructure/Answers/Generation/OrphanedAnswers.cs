using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Answers that are open in the store but have no writer.</summary>
internal sealed class OrphanedAnswers(IServiceScopeFactory scopes, TimeProvider time)
{
    // An answer is stored a moment before it is queued.
    private static readonly TimeSpan EnqueueTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Interrupts an answer that is open in the store but has no writer, with the text of its journal.</summary>
    /// <returns>False if it may be queued at this moment.</returns>
    public async Task<bool> RecoverAsync(MessageId id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var answer = await db.AnswerAsync(id);
        if (answer is not { IsOpen: true }) return true;

        var updatedAt = await db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(c => c.Id == answer.ChatId).Select(c => c.UpdatedAt).FirstOrDefaultAsync(cancellationToken);
        if (time.GetUtcNow() - updatedAt < EnqueueTimeout) return false;

        var chunks = await db.ChunksAsync(id, cancellationToken);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            await db.InterruptFromJournalAsync(answer, chunks, time.GetUtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
            await db.DeleteChunksAsync(id);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateException conflict) when (conflict is DbUpdateConcurrencyException || StoreErrors.IsConflict(conflict))
        {
            // Another request was faster, and may have continued the answer.
        }

        return true;
    }
}
