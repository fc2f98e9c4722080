using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <param name="After">The position that the reader has; null for none.</param>
public sealed record FollowChatsQuery(long? After = null) : IRequest<Result<IAsyncEnumerable<ChatNews>>>;

/// <param name="IsWhole">Whether <paramref name="Chats"/> is complete, so that the reader removes all others.</param>
/// <param name="Gone">Chats that were archived.</param>
public sealed record ChatNews(long Position, bool IsWhole, IReadOnlyList<ChatRow> Chats, IReadOnlyList<ChatId> Gone);

internal sealed class FollowChatsHandler(IApplicationDbContext db, IChatFeed feed, ICurrentUser user)
    : IRequestHandler<FollowChatsQuery, Result<IAsyncEnumerable<ChatNews>>>
{
    public Task<Result<IAsyncEnumerable<ChatNews>>> Handle(FollowChatsQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IAsyncEnumerable<ChatNews>>.Of(FollowAsync(request.After, CancellationToken.None)));

    private async IAsyncEnumerable<ChatNews> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        using var changes = feed.Subscribe(owner);
        while (true)
        {
            var news = await ReadAsync(owner, after, cancellationToken);
            yield return news;
            after = news.Position;
            if (!await changes.WaitAsync(news.Position, cancellationToken)) yield break;
        }
    }

    private async Task<ChatNews> ReadAsync(UserId owner, long? after, CancellationToken cancellationToken)
    {
        // Read before the chats, so that a concurrent change is sent twice rather than never.
        var versions = await db.Users.AsNoTracking().Where(u => u.Id == owner)
            .Select(u => new { u.ChatsVersion, u.ChatsResyncVersion }).FirstOrDefaultAsync(cancellationToken);
        var position = versions?.ChatsVersion ?? 0;

        // A position in the future comes from a database that was replaced by a backup.
        if (after is not { } known || known < versions?.ChatsResyncVersion || known > position)
            return new ChatNews(position, true, await db.ListChatsAsync(db.Chats, cancellationToken), []);
        if (known == position) return new ChatNews(position, false, [], []);

        var changed = db.Chats.Where(c => c.FeedVersion > known);
        var rows = await db.ListChatsAsync(changed, cancellationToken);
        var archived = await changed.Where(c => c.IsArchived).Select(c => c.Id).ToListAsync(cancellationToken);
        return new ChatNews(position, false, rows, archived);
    }
}
