using ChatAi.Application.Accounts;
using ChatAi.Application.Answers;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

/// <summary>Removes an account with its chats. What it is being answered is stopped.</summary>
public sealed record RemoveUserCommand(UserId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.remove", Id) { InOneSave = true };
}

internal sealed class RemoveUserHandler(IApplicationDbContext db, IAnswerQueue answers, Sessions sessions) : IRequestHandler<RemoveUserCommand, Result>
{
    public async Task<Result> Handle(RemoveUserCommand request, CancellationToken cancellationToken)
    {
        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == request.Id, cancellationToken);
        if (user is null) return AdministrationErrors.NoSuchUser;
        if (user.IsRoot) return AppError.Conflict("user.is-root", "The owner of the server cannot be removed.");

        await answers.StopAllOfAsync(user.Id);
        db.Users.Remove(user);
        await db.SaveChangesAsync(cancellationToken);
        await sessions.EndAllOfAsync(user.Id);

        // One that began in between writes for nobody.
        await answers.StopAllOfAsync(user.Id);
        return Result.Success;
    }
}
