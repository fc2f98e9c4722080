using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record GetInvitationQuery(string Token) : IRequest<Result<OpenInvitation>>;

public sealed record OpenInvitation(DateTimeOffset ExpiresAt);

internal sealed class GetInvitationHandler(IApplicationDbContext db, TimeProvider time)
    : IRequestHandler<GetInvitationQuery, Result<OpenInvitation>>
{
    public async Task<Result<OpenInvitation>> Handle(GetInvitationQuery request, CancellationToken cancellationToken)
    {
        var found = await db.Invitations.AsNoTracking().OpenAsync(request.Token, time.GetUtcNow(), cancellationToken);
        return found.IsSuccess ? new OpenInvitation(found.Value.ExpiresAt) : found.Error;
    }
}

internal static class OpenInvitations
{
    public static async Task<Result<Invitation>> OpenAsync(
        this IQueryable<Invitation> invitations, string token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = LinkToken.HashOf(token);
        var invitation = await invitations.FirstOrDefaultAsync(i => i.TokenHash == hash, cancellationToken);
        return invitation?.StateAt(now) switch
        {
            null => AccountErrors.NoInvitation,
            InvitationState.UsedUp => AppError.NotFound("invitation.used-up"),
            InvitationState.Expired => AppError.NotFound("invitation.expired"),
            InvitationState.Revoked => AppError.NotFound("invitation.revoked"),
            _ => invitation,
        };
    }
}
