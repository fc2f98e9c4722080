using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

public sealed record DeclineUserCommand(UserId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.decline", Id) { InOneSave = true };
}

internal sealed class DeclineUserHandler(IApplicationDbContext db) : IRequestHandler<DeclineUserCommand, Result>
{
    public Task<Result> Handle(DeclineUserCommand request, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == request.Id, cancellationToken);
        if (user is null) return AdministrationErrors.NoSuchUser;
        if (user.Status != UserStatus.Pending) return AdministrationErrors.NotPending(user);

        db.Users.Remove(user);
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    });
}
