using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Journal;

internal static class AnswerRecovery
{
    /// <summary>Adds to an answer whose end was never stored the text of its journal, as interrupted. The caller saves and empties the
    /// journal.</summary>
    /// <param name="answer">Tracked, and open.</param>
    /// <param name="chunks">Those of the answer, in the order of their sequence.</param>
    public static async Task InterruptFromJournalAsync(
        this ApplicationDbContext db, Message answer, IReadOnlyList<AnswerChunk> chunks, DateTimeOffset now)
    {
        var content = answer.Content + Text(AnswerChunkKind.Content);
        var thinking = answer.Thinking + Text(AnswerChunkKind.Thinking);

        // What was counted is of an earlier part of the answer, if of any.
        var statistics = chunks.Count > 0
            ? new AnswerStatistics { CompletionTokens = ContextUse.TokensOf(content) + ContextUse.TokensOf(thinking) }
            : answer.Statistics with { DoneReason = null };
        answer.Interrupt(content, thinking, statistics, now);
        await db.MarkAnsweredAsync(answer);

        string Text(AnswerChunkKind kind) => string.Concat(chunks.Where(c => c.Kind == kind).Select(c => c.Text));
    }

    /// <returns>An answer of anybody's, also a deleted one; null where there is none.</returns>
    public static Task<Message?> AnswerAsync(this ApplicationDbContext db, MessageId id) => db.Messages
        .IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
        .FirstOrDefaultAsync(m => m.Id == id, CancellationToken.None);

    /// <summary>Says in the chat when an answer has ended. Past its version: an answer stands in nobody's way.</summary>
    public static Task MarkAnsweredAsync(this ApplicationDbContext db, Message answer) => db.Chats
        .IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
        .Where(c => c.Id == answer.ChatId)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.AnsweredAt, answer.EndedAt), CancellationToken.None);
}
