using ChatAi.Application.Accounts;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

/// <summary>Creates a password reset link and revokes earlier ones. The old password works until the link is used.</summary>
public sealed record CreatePasswordResetCommand(UserId Id) : IRequest<Result<NewLink>>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.offer-reset", Id) { InOneSave = true };
}

internal sealed class CreatePasswordResetHandler(IApplicationDbContext db, ICurrentUser current, TimeProvider time)
    : IRequestHandler<CreatePasswordResetCommand, Result<NewLink>>
{
    public async Task<Result<NewLink>> Handle(CreatePasswordResetCommand request, CancellationToken cancellationToken)
    {
        // A reset needs no current password: anyone at an open browser could take over the account.
        if (request.Id == current.Id) return AdministrationErrors.OwnAccount;

        var token = LinkToken.New();
        var reset = PasswordReset.Create(request.Id, LinkToken.HashOf(token), current.RequireId(), time.GetUtcNow());
        var created = await db.InTransactionAsync(async () =>
        {
            var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == request.Id, cancellationToken);
            if (user is null) return AdministrationErrors.NoSuchUser;
            if (user.Status != UserStatus.Active) return AdministrationErrors.NotActive(user);

            await db.ForgetResetsOfAsync(request.Id, cancellationToken);
            db.PasswordResets.Add(reset);
            await db.SaveChangesAsync(cancellationToken);
            return Result.Success;
        });
        return created.IsSuccess ? new NewLink(token, reset.ExpiresAt) : created.Error;
    }
}
