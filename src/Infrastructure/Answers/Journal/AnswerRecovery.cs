using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Journal;

internal static class AnswerRecovery
{
    /// <summary>Ends an answer as interrupted, with the text of its journal. The caller saves, and empties the journal.</summary>
    /// <param name="chunks">The answer's, ordered by sequence.</param>
    public static async Task InterruptFromJournalAsync(
        this ApplicationDbContext db, Message answer, IReadOnlyList<AnswerChunk> chunks, DateTimeOffset now)
    {
        var content = answer.Content + Text(AnswerChunkKind.Content);
        var thinking = answer.Thinking + Text(AnswerChunkKind.Thinking);

        // The stored statistics are those of an earlier part, if any.
        var statistics = chunks.Count > 0
            ? new AnswerStatistics { CompletionTokens = TextTokens.Of(content) + TextTokens.Of(thinking) }
            : answer.Statistics with { DoneReason = null };
        answer.Interrupt(content, thinking, statistics, now);
        await db.MarkAnsweredAsync(answer);

        string Text(AnswerChunkKind kind) => string.Concat(chunks.Where(c => c.Kind == kind).Select(c => c.Text));
    }

    /// <returns>An answer of any owner, deleted or not.</returns>
    public static Task<Message?> AnswerAsync(this ApplicationDbContext db, MessageId id) => db.Messages
        .IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
        .FirstOrDefaultAsync(m => m.Id == id, CancellationToken.None);

    /// <summary>Stores in the chat when the answer ended, without checking the chat's version: this conflicts with nothing.</summary>
    public static Task MarkAnsweredAsync(this ApplicationDbContext db, Message answer) => db.Chats
        .IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
        .Where(c => c.Id == answer.ChatId)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.AnsweredAt, answer.EndedAt), CancellationToken.None);
}
