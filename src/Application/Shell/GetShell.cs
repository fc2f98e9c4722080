using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Shell;

/// <summary>What surrounds every signed-in page.</summary>
/// <param name="OpenChat">The chat that the page shows: it is in the list even if it was not used for long.</param>
public sealed record GetShellQuery(ChatId? OpenChat = null) : IRequest<Result<ShellView>>;

/// <param name="Chats">The first of the list.</param>
/// <param name="HasMoreChats">Whether the user has more than these.</param>
/// <param name="ChatsAt">The version of the chats from which to follow them.</param>
/// <param name="WaitingUsers">Accounts that wait for root's approval; 0 for members.</param>
/// <param name="WaitingRequests">Models that members have asked for and root has not decided on; 0 for members.</param>
public sealed record ShellView(
    IReadOnlyList<ChatRow> Chats,
    bool HasMoreChats,
    long ChatsAt,
    OpenDownloads Downloads,
    int WaitingUsers,
    int WaitingRequests
);

/// <summary>The downloads under way, without those that pause.</summary>
/// <param name="Percent">Of the one, where there is one. Over several there is no number that would not fall when another joins.</param>
public sealed record OpenDownloads(int Count, int? Percent)
{
    public static OpenDownloads None { get; } = new(0, null);
}

internal sealed class GetShellHandler(IApplicationDbContext db, IMediator mediator, ICurrentUser user)
    : IRequestHandler<GetShellQuery, Result<ShellView>>
{
    // A page is mostly its list of chats, for somebody who has hundreds.
    private const int ShownChats = 20;

    public async Task<Result<ShellView>> Handle(GetShellQuery request, CancellationToken cancellationToken)
    {
        // Before the chats are read: what changes in between is told twice rather than never.
        var owner = user.RequireId();
        var chatsAt = await db
            .Users.AsNoTracking()
            .Where(u => u.Id == owner)
            .Select(u => u.ChatsVersion)
            .FirstOrDefaultAsync(cancellationToken);
        var (chats, hasMore) = await db.ListFirstChatsAsync(ShownChats, request.OpenChat, cancellationToken);
        var downloads = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
        if (!downloads.IsSuccess) return downloads.Error;

        var waiting = user.IsRoot ? await db.Users.CountAsync(u => u.Status == UserStatus.Pending, cancellationToken) : 0;
        var asked = user.IsRoot
            ? await db
                .ModelRequests.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
                .CountAsync(r => r.Status == ModelRequestStatus.Open, cancellationToken)
            : 0;
        return new ShellView(chats, hasMore, chatsAt, Open(downloads.Value), waiting, asked);
    }

    private static OpenDownloads Open(IReadOnlyList<PullProgress> downloads) =>
        downloads.Where(d => d is { HasEnded: false, Status: not PullStatus.Paused }).ToList() switch
        {
            [] => OpenDownloads.None,
            [var only] => new OpenDownloads(1, (int)(100 * only.Fraction)),
            var several => new OpenDownloads(several.Count, null),
        };
}
