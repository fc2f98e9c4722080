using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Audit;

/// <summary>All entries that match a filter, newest first. The export itself is audited.</summary>
public sealed record ExportAuditQuery(AuditFilter Filter, string Format) : IRequest<Result<IAsyncEnumerable<AuditRow>>>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("audit.export", Format);
}

internal sealed class ExportAuditHandler(IApplicationDbContext db) : IRequestHandler<ExportAuditQuery, Result<IAsyncEnumerable<AuditRow>>>
{
    private const int BatchSize = 500;

    public Task<Result<IAsyncEnumerable<AuditRow>>> Handle(ExportAuditQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IAsyncEnumerable<AuditRow>>.Of(RowsAsync(request.Filter, CancellationToken.None)));

    // Reads in batches, so that a slow reader does not keep a query open.
    private async IAsyncEnumerable<AuditRow> RowsAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (AuditPosition? before = null; ;)
        {
            var rows = await db.AuditEntries.AsNoTracking().Rows(filter, before).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var row in rows) yield return row;
            if (rows.Count < BatchSize) yield break;
            before = AuditPosition.Of(rows[^1]);
        }
    }
}
