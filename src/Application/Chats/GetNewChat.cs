using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>What the page of a new chat starts from.</summary>
public sealed record GetNewChatQuery : IRequest<Result<NewChatStart>>;

/// <param name="PreferredModel">From the user's settings; null if not set.</param>
/// <param name="LastModel">Of the chat used last; it may no longer be installed.</param>
/// <param name="IsSetup">Whether the first administrator still has no answer.</param>
public sealed record NewChatStart(string? PreferredModel, string? LastModel, IReadOnlyList<ChatRow> RecentChats, bool IsSetup);

internal sealed class GetNewChatHandler(IApplicationDbContext db, ICurrentUser user)
    : IRequestHandler<GetNewChatQuery, Result<NewChatStart>>
{
    private const int RecentChats = 4;

    public async Task<Result<NewChatStart>> Handle(GetNewChatQuery request, CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        var preferred = await db.Users.AsNoTracking()
            .Where(u => u.Id == owner)
            .Select(u => u.Preferences.DefaultModel)
            .FirstOrDefaultAsync(cancellationToken);
        var last = await db.Chats.AsNoTracking()
            .Where(c => c.Model != null)
            .OrderByDescending(c => c.UpdatedAt)
            .Select(c => c.Model)
            .FirstOrDefaultAsync(cancellationToken);
        var recent = await db.ListRecentChatsAsync(RecentChats, cancellationToken);
        return new NewChatStart(preferred?.ToString(), last?.ToString(), recent, await IsSetupAsync(owner, cancellationToken));
    }

    // Not again for an administrator who had chats and deleted them.
    private async Task<bool> IsSetupAsync(UserId owner, CancellationToken cancellationToken) =>
        user.IsRoot
        && await db.Users.AnyAsync(u => u.Id == owner && u.IsFirst && (u.ChatsVersion == 0 || db.Chats.Any()), cancellationToken)
        && !await db.Messages.AnyAsync(
            m => m.Role == MessageRole.Assistant && m.Status == MessageStatus.Complete, cancellationToken);
}
