using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;

namespace ChatAi.Application.Administration;

public sealed record RemoveUserCommand(UserId Id, UserId? HandOverTo) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.remove", Id) { Heir = HandOverTo, InOneSave = true };
}

internal sealed class RemoveUserHandler(AccountEnd end, ICurrentUser current) : IRequestHandler<RemoveUserCommand, Result>
{
    public async Task<Result> Handle(RemoveUserCommand request, CancellationToken cancellationToken) =>
        request.Id == current.Id
            ? AdministrationErrors.OwnAccount
            : await end.DeleteAsync(request.Id, request.HandOverTo, cancellationToken);
}
