using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;

namespace ChatAi.Application.Administration;

/// <summary>Blocks an account until it is enabled again: sessions end and answers stop, but data stays.</summary>
public sealed record DisableUserCommand(UserId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.disable", Id) { InOneSave = true };
}

internal sealed class DisableUserHandler(AccountEnd end, ICurrentUser current) : IRequestHandler<DisableUserCommand, Result>
{
    public async Task<Result> Handle(DisableUserCommand request, CancellationToken cancellationToken)
    {
        if (request.Id == current.Id) return AdministrationErrors.OwnAccount;

        var disabled = await end.RevokeRightAsync(
            request.Id,
            user => user.Status == UserStatus.Active ? null : AdministrationErrors.NotActive(user),
            user => user.Disable(),
            cancellationToken
        );
        if (disabled.IsSuccess)
            await end.SignOutAsync(request.Id);
        return disabled;
    }
}
