using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>A chat as lists show it.</summary>
/// <param name="AnsweredAt">When an answer last ended.</param>
/// <param name="IsUnread">Whether its owner has not seen that yet.</param>
/// <param name="HasFailed">Whether the answer that has not been seen is not complete.</param>
/// <param name="LeafId">The last message of the path that is shown.</param>
public sealed record ChatRow(
    ChatId Id,
    string Title,
    bool IsPinned,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? AnsweredAt,
    bool IsAnswering,
    bool IsUnread,
    bool HasFailed,
    int Version,
    MessageId? LeafId);

internal static class ChatRows
{
    // js/feed.js has the same number.
    private const int Max = 500;

    /// <returns>Those of <paramref name="chats"/> that are not archived, pinned ones first, then by last use.</returns>
    public static async Task<IReadOnlyList<ChatRow>> ListChatsAsync(
        this IApplicationDbContext db, IQueryable<Chat> chats, CancellationToken cancellationToken) =>
        await db.ReadAsync(
            chats.Where(c => !c.IsArchived).OrderByDescending(c => c.IsPinned).ThenByDescending(c => c.UpdatedAt).Take(Max),
            cancellationToken
        );

    /// <returns>Those used last, whether pinned or not.</returns>
    public static async Task<IReadOnlyList<ChatRow>> ListRecentChatsAsync(
        this IApplicationDbContext db, int count, CancellationToken cancellationToken) =>
        await db.ReadAsync(db.Chats.Where(c => !c.IsArchived).OrderByDescending(c => c.UpdatedAt).Take(count), cancellationToken);

    /// <returns>The first of the list, in its order, with <paramref name="open"/> in any case, and whether there are more.</returns>
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
