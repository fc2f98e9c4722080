using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;

namespace ChatAi.Application.Chats;

/// <summary>What happens to the user's chats, for the list and for other tabs.</summary>
/// <param name="After">The position up to which the reader knows them; null when it knows nothing.</param>
public sealed record FollowChatsQuery(long? After = null) : IRequest<Result<IAsyncEnumerable<ChatNews>>>;

/// <param name="IsWhole">Whether <paramref name="Chats"/> is all that there is, so that whatever else a reader has is gone.</param>
/// <param name="Chats">As they are now, in the order of the list.</param>
/// <param name="Gone">Those that are not in the list any more.</param>
public sealed record ChatNews(long Position, bool IsWhole, IReadOnlyList<ChatRow> Chats, IReadOnlyList<ChatId> Gone);

internal sealed class FollowChatsHandler(IApplicationDbContext db, IChatFeed feed, ICurrentUser user)
    : IRequestHandler<FollowChatsQuery, Result<IAsyncEnumerable<ChatNews>>>
{
    public Task<Result<IAsyncEnumerable<ChatNews>>> Handle(FollowChatsQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IAsyncEnumerable<ChatNews>>.Of(FollowAsync(request.After, CancellationToken.None)));

    private async IAsyncEnumerable<ChatNews> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var changes in feed.FollowAsync(user.RequireId(), after, cancellationToken))
            yield return await ReadAsync(changes, cancellationToken);
    }

    private async Task<ChatNews> ReadAsync(ChatChanges changes, CancellationToken cancellationToken)
    {
        if (changes.Chats is not { } ids) return new ChatNews(changes.Position, true, await db.ListChatsAsync(db.Chats, cancellationToken), []);
        if (ids.Count == 0) return new ChatNews(changes.Position, false, [], []);

        var rows = await db.ListChatsAsync(db.Chats.Where(c => ids.Contains(c.Id)), cancellationToken);
        return new ChatNews(changes.Position, false, rows, [.. ids.Except(rows.Select(row => row.Id))]);
    }
}
