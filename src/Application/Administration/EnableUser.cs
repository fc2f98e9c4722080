using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

public sealed record EnableUserCommand(UserId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.enable", Id) { InOneSave = true };
}

internal sealed class EnableUserHandler(IApplicationDbContext db) : IRequestHandler<EnableUserCommand, Result>
{
    public async Task<Result> Handle(EnableUserCommand request, CancellationToken cancellationToken)
    {
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == request.Id, cancellationToken);
        if (user is null) return AdministrationErrors.NoSuchUser;
        if (user.Status != UserStatus.Disabled) return AppError.Conflict("user.not-disabled", user.Name);

        user.Enable();
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    }
}
