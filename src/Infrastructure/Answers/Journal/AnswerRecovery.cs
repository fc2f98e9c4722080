using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Journal;

internal static class AnswerRecovery
{
    /// <summary>Ends an answer as interrupted, with the text of its journal. The caller saves, and empties the journal.</summary>
    /// <param name="chunks">The answer's, ordered by part and offset.</param>
    public static async Task InterruptFromJournalAsync(
        this ApplicationDbContext db, Message answer, IReadOnlyList<AnswerChunk> chunks, DateTimeOffset now)
    {
        var parts = Join(answer.Parts, chunks);

        // The stored statistics are those of an earlier run, if any.
        var statistics = chunks.Count > 0
            ? new AnswerStatistics { CompletionTokens = parts.Sum(part => TextTokens.Of(part.Text)) }
            : answer.Statistics with { DoneReason = null };
        answer.Interrupt(parts, statistics, now);
        await db.MarkAnsweredAsync(answer);
    }

    private static List<MessagePart> Join(IReadOnlyList<MessagePart> stored, IReadOnlyList<AnswerChunk> chunks)
    {
        var parts = stored.ToDictionary(part => part.Index);
        foreach (var written in chunks.GroupBy(chunk => chunk.Part))
        {
            var earlier = parts.GetValueOrDefault(written.Key);
            var first = written.First();
            var text = string.Concat(written.Select(chunk => chunk.Text).Prepend(earlier?.Text));
            parts[written.Key] = new MessagePart(written.Key, first.Kind, text, first.Data ?? earlier?.Data);
        }

        return [.. parts.Values.OrderBy(part => part.Index)];
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
