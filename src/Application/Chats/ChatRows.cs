using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

internal static class ChatRows
{
    // js/feed.js uses the same number.
    private const int Max = 500;

    public static async Task<IReadOnlyList<ChatRow>> ListChatsAsync(
        this IApplicationDbContext db, IQueryable<Chat> chats, CancellationToken cancellationToken) =>
        await db.ReadAsync(
            chats.Where(c => !c.IsArchived).OrderByDescending(c => c.IsPinned).ThenByDescending(c => c.UpdatedAt).Take(Max),
            cancellationToken
        );

    public static async Task<IReadOnlyList<ChatRow>> ListRecentChatsAsync(
        this IApplicationDbContext db, int count, CancellationToken cancellationToken) =>
        await db.ReadAsync(db.Chats.Where(c => !c.IsArchived).OrderByDescending(c => c.UpdatedAt).Take(count), cancellationToken);

    /// <returns>The first chats of the list, always including <paramref name="open"/>, and whether there are more.</returns>
    public static async Task<(IReadOnlyList<ChatRow> Chats, bool HasMore)> ListFirstChatsAsync(
        this IApplicationDbContext db, int count, ChatId? open, CancellationToken cancellationToken)
    {
        var openId = open ?? default;
        var rows = await db.ReadAsync(
            db.Chats.Where(c => !c.IsArchived)
                .OrderByDescending(c => c.IsPinned).ThenByDescending(c => c.Id == openId).ThenByDescending(c => c.UpdatedAt)
                .Take(count + 1),
            cancellationToken);
        var first = rows.Take(count).OrderByDescending(c => c.IsPinned).ThenByDescending(c => c.UpdatedAt);
        return ([.. first], rows.Count > count);
    }

    private static async Task<List<ChatRow>> ReadAsync(
        this IApplicationDbContext db,
        IQueryable<Chat> chats,
        CancellationToken cancellationToken
    )
    {
        var rows = await chats.AsNoTracking()
            .Select(c => new
            {
                c.Id,
                c.Title,
                c.IsPinned,
                c.UpdatedAt,
                c.AnsweredAt,
                IsUnread = c.AnsweredAt != null && (c.SeenAt == null || c.SeenAt < c.AnsweredAt),
                HasFailed = c.AnsweredAt != null && (c.SeenAt == null || c.SeenAt < c.AnsweredAt) && db.Messages.Any(
                    m => m.Id == c.ActiveLeafId && (m.Status == MessageStatus.Failed || m.Status == MessageStatus.Interrupted)),
                c.Version,
                c.ActiveLeafId,
            })
            .ToListAsync(cancellationToken);

        var open = await db.Messages.AsNoTracking()
            .Where(m => m.Status == MessageStatus.Queued || m.Status == MessageStatus.Streaming)
            .Select(m => m.ChatId)
            .ToListAsync(cancellationToken);

        return rows.ConvertAll(c => new ChatRow(
            c.Id,
            c.Title.Value,
            c.IsPinned,
            c.UpdatedAt,
            c.AnsweredAt,
            open.Contains(c.Id),
            c.IsUnread,
            c.HasFailed,
            c.Version,
            c.ActiveLeafId
        ));
    }
}
