using System.Text;
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
        var parts = Join(answer, chunks);

        // The stored statistics are those of an earlier run, if any.
        var statistics = chunks.Count > 0
            ? new AnswerStatistics { CompletionTokens = parts.Sum(part => TextTokens.Of(part.Text)) }
            : answer.Statistics with { DoneReason = null };
        answer.Interrupt(parts, statistics, now);
        await db.MarkAnsweredAsync(answer);
    }

    /// <returns>The parts of an answer with the text of its journal.</returns>
    /// <param name="chunks">The answer's, ordered by part and offset.</param>
    public static IReadOnlyList<MessagePart> Join(Message answer, IReadOnlyList<AnswerChunk> chunks)
    {
        var parts = answer.Parts.ToDictionary(part => part.Index);
        foreach (var written in chunks.Where(chunk => chunk.Fence == answer.Fence).GroupBy(chunk => chunk.Part))
            parts[written.Key] = Join(parts.GetValueOrDefault(written.Key), [.. written]);
        return [.. parts.Values.Where(HasContent).OrderBy(part => part.Index)];
    }

    // A chunk replaces what is behind its offset.
    private static MessagePart Join(MessagePart? stored, IReadOnlyList<AnswerChunk> chunks)
    {
        var text = new StringBuilder(stored?.Text);
        foreach (var chunk in chunks)
        {
            text.Length = Math.Min(chunk.Offset, text.Length);
            text.Append(chunk.Text);
        }

        var newest = chunks[^1];
        var data = chunks.LastOrDefault(chunk => chunk.Data is not null)?.Data ?? stored?.Data;
        return new MessagePart(newest.Part, newest.Kind, text.ToString(), data);
    }

    // Text that moved to a later part leaves nothing.
    private static bool HasContent(MessagePart part) =>
        part.Text.Length > 0 || part.Kind is not (MessagePartKind.Text or MessagePartKind.Reasoning);

    /// <returns>What the journal has of an answer, ordered by part and offset.</returns>
    public static async Task<IReadOnlyList<AnswerChunk>> ChunksAsync(
        this ApplicationDbContext db, MessageId answer, CancellationToken cancellationToken) =>
        await db.AnswerChunks.AsNoTracking().Where(c => c.MessageId == answer)
            .OrderBy(c => c.Part).ThenBy(c => c.Offset).ToListAsync(cancellationToken);

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
