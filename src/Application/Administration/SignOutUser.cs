using ChatAi.Application.Accounts;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

public sealed record SignOutUserCommand(UserId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.sign-out", Id);
}

internal sealed class SignOutUserHandler(IApplicationDbContext db, Sessions sessions) : IRequestHandler<SignOutUserCommand, Result>
{
    public async Task<Result> Handle(SignOutUserCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(u => u.Id == request.Id, cancellationToken)) return AdministrationErrors.NoSuchUser;

        await sessions.EndAllOfAsync(request.Id);
        return Result.Success;
    }
}
