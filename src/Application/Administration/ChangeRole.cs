using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Administration;

/// <summary>Promotes or demotes an account. Its sessions end, so that none continues with the old rights.</summary>
public sealed record ChangeRoleCommand(UserId Id, UserRole Role) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new(Role == UserRole.Root ? "account.make-root" : "account.make-member", Id) { InOneSave = true };
}

internal sealed class ChangeRoleValidator : AbstractValidator<ChangeRoleCommand>
{
    public ChangeRoleValidator() => RuleFor(c => c.Role).IsInEnum().WithReason("user.role");
}

internal sealed class ChangeRoleHandler(AccountEnd end) : IRequestHandler<ChangeRoleCommand, Result>
{
    public async Task<Result> Handle(ChangeRoleCommand request, CancellationToken cancellationToken)
    {
        var changed = await end.RevokeRightAsync(
            request.Id,
            user => Refuse(user, request.Role),
            user => user.ChangeRole(request.Role),
            cancellationToken
        );
        if (changed.IsSuccess)
            await end.SignOutAsync(request.Id);
        return changed;
    }

    private static AppError? Refuse(User user, UserRole role)
    {
        if (user.Status != UserStatus.Active)
            return AdministrationErrors.NotActive(user);
        if (user.Role != role)
            return null;
        return role == UserRole.Root ? AppError.Conflict("user.is-root", user.Name) : AppError.Conflict("user.is-member", user.Name);
    }
}
