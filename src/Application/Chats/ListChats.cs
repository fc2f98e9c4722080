using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>The user's chats, pinned ones first, then by last use.</summary>
public sealed record ListChatsQuery(string? Search = null) : IRequest<Result<IReadOnlyList<ChatRow>>>;

public sealed record ChatRow(ChatId Id, string Title, bool IsPinned, DateTimeOffset UpdatedAt, bool IsAnswering);

internal sealed partial class ListChatsHandler(IApplicationDbContext db) : IRequestHandler<ListChatsQuery, Result<IReadOnlyList<ChatRow>>>
{
    private const int Most = 500;

    public async Task<Result<IReadOnlyList<ChatRow>>> Handle(ListChatsQuery request, CancellationToken cancellationToken)
    {
        var chats = db.Chats.AsNoTracking().Where(c => !c.IsArchived);
        if (!string.IsNullOrWhiteSpace(request.Search))
        {
            var pattern = $"%{Escape().Replace(request.Search.Trim(), @"\$0")}%";
            chats = chats.Where(c => EF.Functions.Like((string)(object)c.Title, pattern, @"\"));
        }

        var rows = await chats
            .OrderByDescending(c => c.IsPinned).ThenByDescending(c => c.UpdatedAt)
            .Take(Most)
            .Select(c => new { c.Id, c.Title, c.IsPinned, c.UpdatedAt, c.ActiveLeafId })
            .ToListAsync(cancellationToken);

        var open = await db.Messages.AsNoTracking()
            .Where(m => m.Status == MessageStatus.Queued || m.Status == MessageStatus.Streaming)
            .Select(m => m.ChatId)
            .ToListAsync(cancellationToken);

        return Result<IReadOnlyList<ChatRow>>.Of(rows
            .Select(c => new ChatRow(c.Id, c.Title.Value, c.IsPinned, c.UpdatedAt, open.Contains(c.Id)))
            .ToList());
    }

    [GeneratedRegex(@"[%_\\]")]
    private static partial Regex Escape();
}
