using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Shell;

/// <param name="OpenChat">The open chat, listed even if it was not used for a long time.</param>
public sealed record GetShellQuery(ChatId? OpenChat = null) : IRequest<Result<ShellView>>;

/// <param name="ChatsAt">The version from which to follow the chats.</param>
public sealed record ShellView(
    IReadOnlyList<ChatRow> Chats,
    bool HasMoreChats,
    long ChatsAt,
    OpenDownloads Downloads,
    int WaitingUsers,
    int WaitingRequests
);

/// <summary>Active downloads, without paused ones.</summary>
/// <param name="Percent">Null for several: a total would fall whenever another one joins.</param>
public sealed record OpenDownloads(int Count, int? Percent)
{
    public static OpenDownloads None { get; } = new(0, null);
}

internal sealed class GetShellHandler(IApplicationDbContext db, IMediator mediator, ICurrentUser user)
    : IRequestHandler<GetShellQuery, Result<ShellView>>
{
    // Keeps pages small for users with hundreds of chats.
    private const int ShownChats = 20;

    public async Task<Result<ShellView>> Handle(GetShellQuery request, CancellationToken cancellationToken)
    {
        // Read before the chats, so that a concurrent change is sent twice rather than never.
        var (owner, isRoot) = (user.RequireId(), user.IsRoot);
        var state = await db.Users.AsNoTracking().IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(u => u.Id == owner)
            .Select(u => new
            {
                u.ChatsVersion,
                WaitingUsers = isRoot ? db.Users.Count(other => other.Status == UserStatus.Pending) : 0,
                WaitingRequests = isRoot ? db.ModelRequests.Count(r => r.Status == ModelRequestStatus.Open) : 0,
            })
            .SingleOrDefaultAsync(cancellationToken);
        var (chats, hasMore) = await db.ListFirstChatsAsync(ShownChats, request.OpenChat, cancellationToken);
        var downloads = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
        if (!downloads.IsSuccess) return downloads.Error;

        return new ShellView(
            chats, hasMore, state?.ChatsVersion ?? 0, Open(downloads.Value), state?.WaitingUsers ?? 0, state?.WaitingRequests ?? 0);
    }

    private static OpenDownloads Open(IReadOnlyList<PullProgress> downloads) =>
        downloads.Where(d => d is { HasEnded: false, Status: not PullStatus.Paused }).ToList() switch
        {
            [] => OpenDownloads.None,
            [var only] => new OpenDownloads(1, (int)(100 * only.Fraction)),
            var several => new OpenDownloads(several.Count, null),
        };
}
