using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Accounts;

public sealed record ListSessionsQuery : IRequest<Result<IReadOnlyList<SessionRow>>>;

public sealed record SessionRow(
    SessionId Id, string Address, string UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool IsCurrent);

internal sealed class ListSessionsHandler(
    IApplicationDbContext db, ICurrentUser current, IOptions<AccountsOptions> options, TimeProvider time)
    : IRequestHandler<ListSessionsQuery, Result<IReadOnlyList<SessionRow>>>
{
    public async Task<Result<IReadOnlyList<SessionRow>>> Handle(ListSessionsQuery request, CancellationToken cancellationToken)
    {
        var mine = current.SessionId;
        return Result<IReadOnlyList<SessionRow>>.Of(await db.Sessions.AsNoTracking()
            .Open(options.Value, time.GetUtcNow())
            .OrderByDescending(s => s.LastSeenAt)
            .Select(s => new SessionRow(s.Id, s.Address, s.UserAgent, s.CreatedAt, s.LastSeenAt, s.Id == mine))
            .ToListAsync(cancellationToken));
    }
}
