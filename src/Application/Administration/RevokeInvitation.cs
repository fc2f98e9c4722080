using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

/// <summary>Revokes an invitation. Accounts created with it stay.</summary>
public sealed record RevokeInvitationCommand(InvitationId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.revoke-invitation") { InOneSave = true };
}

internal sealed class RevokeInvitationHandler(IApplicationDbContext db, TimeProvider time)
    : IRequestHandler<RevokeInvitationCommand, Result>
{
    public async Task<Result> Handle(RevokeInvitationCommand request, CancellationToken cancellationToken)
    {
        var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.Id == request.Id, cancellationToken);
        if (invitation is null) return AppError.NotFound("invitation.gone");

        invitation.Revoke(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    }
}
