using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Shell;

/// <summary>What surrounds every signed-in page.</summary>
public sealed record GetShellQuery : IRequest<Result<ShellView>>;

/// <param name="ChatsAt">The position in <see cref="IChatFeed"/> from which to follow the chats.</param>
/// <param name="DownloadPercent">Of all downloads that run; null when none does.</param>
/// <param name="WaitingUsers">Accounts that wait for root's approval; 0 for members.</param>
public sealed record ShellView(IReadOnlyList<ChatRow> Chats, long ChatsAt, int? DownloadPercent, int WaitingUsers);

internal sealed class GetShellHandler(IApplicationDbContext db, IMediator mediator, IChatFeed feed, ICurrentUser user)
    : IRequestHandler<GetShellQuery, Result<ShellView>>
{
    public async Task<Result<ShellView>> Handle(GetShellQuery request, CancellationToken cancellationToken)
    {
        // Before the chats are read: what changes in between is told twice rather than never.
        var chatsAt = feed.PositionOf(user.RequireId());
        var chats = await mediator.Send(new ListChatsQuery(), cancellationToken);
        if (!chats.IsSuccess) return chats.Error;
        var downloads = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
        if (!downloads.IsSuccess) return downloads.Error;

        var waiting = user.IsRoot ? await db.Users.CountAsync(u => u.Status == UserStatus.Pending, cancellationToken) : 0;
        return new ShellView(chats.Value, chatsAt, Percent(downloads.Value), waiting);
    }

    private static int? Percent(IReadOnlyList<PullProgress> downloads)
    {
        var open = downloads.Where(d => !d.HasEnded).ToList();
        if (open.Count == 0) return null;
        var total = open.Sum(d => d.TotalBytes);
        return total == 0 ? 0 : (int)(100 * open.Sum(d => d.TotalBytes * d.Fraction) / total);
    }
}
