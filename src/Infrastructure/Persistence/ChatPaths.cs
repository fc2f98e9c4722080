using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Persistence;

internal sealed class ChatPaths(ApplicationDbContext db) : IChatPaths
{
    public async Task<IReadOnlyList<Message>> PathToAsync(
        ChatId chat, MessageId leaf, int take, CancellationToken cancellationToken)
    {
        // No owner filter: the caller already holds the chat.
        var messages = await db.Messages
            .FromSql(
                $"""
                WITH RECURSIVE "Path" ("Id", "ParentId", "Depth") AS (
                    SELECT "Id", "ParentId", 1 FROM "Messages" WHERE "Id" = {leaf.Value} AND "ChatId" = {chat.Value}
                    UNION ALL
                    SELECT m."Id", m."ParentId", p."Depth" + 1
                    FROM "Messages" m JOIN "Path" p ON m."Id" = p."ParentId" WHERE p."Depth" < {take}
                )
                SELECT * FROM "Messages" WHERE "Id" IN (SELECT "Id" FROM "Path")
                """)
            .IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .AsNoTracking()
            .ToDictionaryAsync(m => m.Id, cancellationToken);

        var path = new List<Message>(messages.Count);
        for (MessageId? next = leaf; next is { } id && messages.TryGetValue(id, out var message); next = message.ParentId)
            path.Add(message);
        path.Reverse();
        return path;
    }
}
