using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>The user's chats, pinned ones first, then by last use.</summary>
public sealed record ListChatsQuery(string? Search = null) : IRequest<Result<IReadOnlyList<ChatRow>>>;

internal sealed partial class ListChatsHandler(IApplicationDbContext db) : IRequestHandler<ListChatsQuery, Result<IReadOnlyList<ChatRow>>>
{
    public async Task<Result<IReadOnlyList<ChatRow>>> Handle(ListChatsQuery request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Search))
            return Result<IReadOnlyList<ChatRow>>.Of(await db.ListChatsAsync(db.Chats, cancellationToken));

        var pattern = $"%{Escape().Replace(request.Search.Trim(), @"\$0")}%";
        var found = db.Chats.Where(c => EF.Functions.Like((string)(object)c.Title, pattern, @"\"));
        return Result<IReadOnlyList<ChatRow>>.Of(await db.ListChatsAsync(found, cancellationToken));
    }

    [GeneratedRegex(@"[%_\\]")]
    private static partial Regex Escape();
}
