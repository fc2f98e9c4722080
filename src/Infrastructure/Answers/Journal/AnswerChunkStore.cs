using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Answers.Journal;

/// <summary>Writes the journal's rows. One caller at a time.</summary>
internal sealed class AnswerChunkStore(IServiceScopeFactory scopes, StoreWriteLock writeLock, StoreFileGuard file)
{
    private int _sequence;

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
            var lost = db.AddChunks(entries.SelectMany(Chunks));
            foreach (var entry in entries.Where(entry => lost.Contains(entry.Answer.Id))) entry.Answer.LoseOwnership();

            // Not after a failure, so that a retry replaces what may have been written.
            _sequence += 2;
            return entries;
        }
        finally
        {
            writeLock.Leave(this);
        }
    }

    private IEnumerable<FencedChunk> Chunks(JournalEntry entry)
    {
        var replacesAll = entry.ReplacesAll;
        if (entry.Thinking.Length > 0)
        {
            yield return Chunk(entry, _sequence, AnswerChunkKind.Thinking, entry.Thinking) with { ReplacesAll = replacesAll };
            replacesAll = false;
        }

        if (entry.Content.Length > 0)
            yield return Chunk(entry, _sequence + 1, AnswerChunkKind.Content, entry.Content) with { ReplacesAll = replacesAll };
    }

    private static FencedChunk Chunk(JournalEntry entry, int sequence, AnswerChunkKind kind, string text) =>
        new(new AnswerChunk(entry.Answer.Id, sequence, kind, text), entry.Answer.Fence);
}
