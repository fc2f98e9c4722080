using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

public sealed record ListInvitationsQuery : IRequest<Result<IReadOnlyList<InvitationRow>>>, IRootOnly;

public sealed record InvitationRow(InvitationId Id, string Note, string CreatedBy, DateTimeOffset ExpiresAt, int UsesAllowed, int Uses);

internal sealed class ListInvitationsHandler(IApplicationDbContext db, TimeProvider time)
    : IRequestHandler<ListInvitationsQuery, Result<IReadOnlyList<InvitationRow>>>
{
    public async Task<Result<IReadOnlyList<InvitationRow>>> Handle(ListInvitationsQuery request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Result<IReadOnlyList<InvitationRow>>.Of(await (
            from i in db.Invitations.AsNoTracking()
            join u in db.Users on i.CreatedBy equals u.Id
            where i.RevokedAt == null && i.ExpiresAt > now && i.Uses < i.UsesAllowed
            orderby i.CreatedAt descending
            select new InvitationRow(i.Id, i.Note, u.Name, i.ExpiresAt, i.UsesAllowed, i.Uses)).ToListAsync(cancellationToken));
    }
}
