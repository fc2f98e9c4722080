using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Persistence;

internal sealed class MessageTree(ApplicationDbContext db, DeletedMessageCleanup cleanup) : IMessageTree
{
    public async Task<MessageId> NewestLeafAsync(ChatId chat, MessageId message, CancellationToken cancellationToken)
    {
        // A question and its answer are created at the same moment; the answer is deeper.
        var newest = await db
            .Database.SqlQuery<Guid>(
                $"""
                WITH RECURSIVE "Below" ("Id", "CreatedAt", "Depth") AS (
                    SELECT "Id", "CreatedAt", 0 FROM "Messages" WHERE "Id" = {message.Value} AND "ChatId" = {chat.Value}
                    UNION ALL
                    SELECT m."Id", m."CreatedAt", b."Depth" + 1
                    FROM "Messages" m JOIN "Below" b ON m."ParentId" = b."Id" WHERE m."DeletedAt" IS NULL
                )
                SELECT "Id" AS "Value" FROM "Below" ORDER BY "CreatedAt" DESC, "Depth" DESC LIMIT 1
                """
            )
            .ToListAsync(cancellationToken);
        return newest is [var leaf] ? new MessageId(leaf) : message;
    }

    public async Task<IReadOnlyList<MessageId>> OpenAnswersAsync(ChatId chat, MessageId message, CancellationToken cancellationToken)
    {
        var open = await db.Database.SqlQuery<Guid>(
            $"""
            WITH RECURSIVE "Below" ("Id", "Status") AS (
                SELECT "Id", "Status" FROM "Messages" WHERE "Id" = {message.Value} AND "ChatId" = {chat.Value}
                UNION ALL
                SELECT m."Id", m."Status" FROM "Messages" m JOIN "Below" b ON m."ParentId" = b."Id"
            )
            SELECT "Id" AS "Value" FROM "Below" WHERE "Status" IN ({(int)MessageStatus.Queued}, {(int)MessageStatus.Streaming})
            """).ToListAsync(cancellationToken);
        return open.ConvertAll(id => new MessageId(id));
    }

    public async Task DeleteAsync(ChatId chat, MessageId message, DateTimeOffset now)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE "Below" ("Id") AS (
                SELECT "Id" FROM "Messages" WHERE "Id" = {message.Value} AND "ChatId" = {chat.Value}
                UNION ALL
                SELECT m."Id" FROM "Messages" m JOIN "Below" b ON m."ParentId" = b."Id" WHERE m."DeletedAt" IS NULL
            )
            UPDATE "Messages" SET "DeletedAt" = {now.UtcTicks} WHERE "Id" IN (SELECT "Id" FROM "Below")
            """,
            CancellationToken.None);
        cleanup.Notify();
    }

    public async Task<bool> RestoreAsync(ChatId chat, MessageId message)
    {
        var root = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.DeletedFilter]).AsNoTracking()
            .FirstOrDefaultAsync(m => m.Id == message && m.ChatId == chat, CancellationToken.None);
        if (root is not { DeletedAt: { } at }) return false;
        if (root.ParentId is { } parent && !await db.Messages.AnyAsync(m => m.Id == parent, CancellationToken.None)) return false;

        // Messages below it that were deleted earlier have another time, and stay deleted.
        var restored = await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE "Below" ("Id") AS (
                SELECT {message.Value}
                UNION ALL
                SELECT m."Id" FROM "Messages" m JOIN "Below" b ON m."ParentId" = b."Id" WHERE m."DeletedAt" = {at.UtcTicks}
            )
            UPDATE "Messages" SET "DeletedAt" = NULL WHERE "Id" IN (SELECT "Id" FROM "Below")
            """,
            CancellationToken.None);
        return restored > 0;
    }
}
