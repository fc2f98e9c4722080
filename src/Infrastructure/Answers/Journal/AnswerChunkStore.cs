using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Answers.Journal;

/// <summary>Writes the journal's rows. One caller at a time.</summary>
internal sealed class AnswerChunkStore(IServiceScopeFactory scopes, StoreWriteLock writeLock, StoreFileGuard file)
{
    /// <param name="collect">Called once the journal holds the write lock, so that it includes text that arrived meanwhile.</param>
    public async Task<IReadOnlyList<JournalEntry>> AppendAsync(Func<List<JournalEntry>> collect)
    {
        await writeLock.EnterAsync(this, isJournal: true, CancellationToken.None);
        try
        {
            var entries = collect();
            if (entries.Count == 0) return entries;

            file.ThrowIfGone();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            var lost = db.AddChunks(entries.SelectMany(Writes));
            foreach (var entry in entries.Where(entry => lost.Contains(entry.Answer.Id))) entry.Answer.LoseOwnership();
            return entries;
        }
        finally
        {
            writeLock.Leave(this);
        }
    }

    private static IEnumerable<JournalWrite> Writes(JournalEntry entry) =>
        entry.Chunks.Select((chunk, number) => new JournalWrite(chunk, entry.ReplacesAll && number == 0));
}
