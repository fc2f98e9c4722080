using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>What the page of a new chat starts from.</summary>
public sealed record GetNewChatQuery : IRequest<Result<NewChatStart>>;

/// <param name="PreferredModel">From the user's settings; null if not set.</param>
/// <param name="LastModel">Of the chat used last; it may no longer be installed.</param>
public sealed record NewChatStart(string? PreferredModel, string? LastModel, IReadOnlyList<ChatRow> RecentChats);

internal sealed class GetNewChatHandler(IApplicationDbContext db, ICurrentUser user) : IRequestHandler<GetNewChatQuery, Result<NewChatStart>>
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
        return new NewChatStart(preferred?.ToString(), last?.ToString(), recent);
    }
}
