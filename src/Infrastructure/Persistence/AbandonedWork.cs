using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Persistence;

internal static class AbandonedWork
{
    private static readonly string AnyOpen =
        $"""
        SELECT EXISTS (SELECT 1 FROM "Messages" WHERE "Status" IN ({(int)MessageStatus.Queued}, {(int)MessageStatus.Streaming}))
            OR EXISTS (SELECT 1 FROM "ModelPulls" WHERE "Status" = {(int)PullStatus.Running})
            OR EXISTS (SELECT 1 FROM "AnswerChunks")
        """;

    /// <summary>Whether there is work to take over. In plain SQL, since EF's first queries take a tenth of the start.</summary>
    public static bool Exists(string store)
    {
        using var connection = SqliteFile.Open(store, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = AnyOpen;
        return (long)command.ExecuteScalar()! != 0;
    }

    /// <summary>Interrupts answers and requeues downloads that no running portal works on. Needs the data directory's lock.</summary>
    public static async Task<(int Answers, int Pulls)> TakeOverAbandonedAsync(
        this ApplicationDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // In one transaction, so that a crash in here loses no text.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var open = db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
            .Where(m => m.Status == MessageStatus.Queued || m.Status == MessageStatus.Streaming);
        var answers = await open.Where(m => m.LeaseUntil == null || m.LeaseUntil < now).ToListAsync(cancellationToken);
        var ids = answers.ConvertAll(m => m.Id);
        var chunks = await db
            .AnswerChunks.AsNoTracking()
            .Where(c => ids.Contains(c.MessageId))
            .OrderBy(c => c.Part)
            .ThenBy(c => c.Offset)
            .ToListAsync(cancellationToken);
        var chunksByAnswer = chunks.ToLookup(c => c.MessageId);
        foreach (var answer in answers) await db.InterruptFromJournalAsync(answer, [.. chunksByAnswer[answer.Id]], now);

        var pulls = await db.ModelPulls
            .Where(p => p.Status == PullStatus.Running && (p.LeaseUntil == null || p.LeaseUntil < now)).ToListAsync(cancellationToken);
        foreach (var pull in pulls) pull.Requeue();
        await db.SaveChangesAsync(cancellationToken);

        // The chunks of an open answer belong to its writer.
        await db.AnswerChunks.Where(c => !open.Any(m => m.Id == c.MessageId)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (answers.Count, pulls.Count);
    }
}
