using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Audit;

/// <param name="Before">The last entry of the previous page; null for the newest.</param>
public sealed record ListAuditQuery(AuditFilter Filter, AuditPosition? Before = null) : IRequest<Result<AuditPage>>, IRootOnly;

public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, AuditPosition? Older);

internal sealed class ListAuditHandler(IApplicationDbContext db) : IRequestHandler<ListAuditQuery, Result<AuditPage>>
{
    private const int PageSize = 50;

    public async Task<Result<AuditPage>> Handle(ListAuditQuery request, CancellationToken cancellationToken)
    {
        var rows = await db
            .AuditEntries.AsNoTracking()
            .Rows(request.Filter, request.Before)
            .Take(PageSize + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(PageSize).ToList();
        return new AuditPage(page, rows.Count > PageSize ? AuditPosition.Of(page[^1]) : null);
    }
}
