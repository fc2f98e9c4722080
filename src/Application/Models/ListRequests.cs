using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public sealed record ListRequestsQuery : IRequest<Result<IReadOnlyList<ModelRequestRow>>>;

public sealed record ModelRequestRow(
    ModelRequestId Id,
    string Model,
    string AskedBy,
    string Reason,
    ModelRequestStatus Status,
    string Answer,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DecidedAt
);

internal sealed class ListRequestsHandler(IApplicationDbContext db, ICurrentUser user, TimeProvider time)
    : IRequestHandler<ListRequestsQuery, Result<IReadOnlyList<ModelRequestRow>>>
{
    private static readonly TimeSpan DecisionsAreShownFor = TimeSpan.FromDays(14);

    public async Task<Result<IReadOnlyList<ModelRequestRow>>> Handle(ListRequestsQuery request, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - DecisionsAreShownFor;
        var modelRequests = user.IsRoot
            ? db.ModelRequests.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).Where(r => r.Status == ModelRequestStatus.Open)
            : db.ModelRequests.Where(r => r.Status == ModelRequestStatus.Open || r.DecidedAt > since);
        var rows = await modelRequests.AsNoTracking()
            .OrderBy(r => r.CreatedAt)
            .Join(db.Users, r => r.AskedBy, u => u.Id, (r, u) => new { Request = r, u.Name })
            .ToListAsync(cancellationToken);
        return Result<IReadOnlyList<ModelRequestRow>>.Of(
            rows.ConvertAll(r => new ModelRequestRow(
                r.Request.Id,
                r.Request.Model.ToString(),
                r.Name,
                r.Request.Reason,
                r.Request.Status,
                r.Request.Answer,
                r.Request.CreatedAt,
                r.Request.DecidedAt
            ))
        );
    }
}
