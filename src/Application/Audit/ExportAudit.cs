using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Audit;

/// <summary>All entries that a filter lets through, newest first. That they were taken is an entry too.</summary>
/// <param name="Format">For that entry.</param>
public sealed record ExportAuditQuery(AuditFilter Filter, string Format) : IRequest<Result<IAsyncEnumerable<AuditRow>>>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("audit.export", Format);
}

internal sealed class ExportAuditHandler(IApplicationDbContext db) : IRequestHandler<ExportAuditQuery, Result<IAsyncEnumerable<AuditRow>>>
{
    private const int AtOnce = 500;

    public Task<Result<IAsyncEnumerable<AuditRow>>> Handle(ExportAuditQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IAsyncEnumerable<AuditRow>>.Of(RowsAsync(request.Filter, CancellationToken.None)));

    // By parts, so that a slow reader holds no query open.
    private async IAsyncEnumerable<AuditRow> RowsAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long? before = null; ;)
        {
            var rows = await db.AuditEntries.AsNoTracking().Rows(filter, before).Take(AtOnce).ToListAsync(cancellationToken);
            foreach (var row in rows) yield return row;
            if (rows.Count < AtOnce) yield break;
            before = rows[^1].Id;
        }
    }
}
