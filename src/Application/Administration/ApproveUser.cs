using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

public sealed record ApproveUserCommand(UserId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.approve", Id) { InOneSave = true };
}

internal sealed class ApproveUserHandler(IApplicationDbContext db) : IRequestHandler<ApproveUserCommand, Result>
{
    public async Task<Result> Handle(ApproveUserCommand request, CancellationToken cancellationToken)
    {
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == request.Id, cancellationToken);
        if (user is null) return AdministrationErrors.NoSuchUser;
        if (user.Status != UserStatus.Pending) return AdministrationErrors.NotPending(user);

        user.Approve();
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    }
}
