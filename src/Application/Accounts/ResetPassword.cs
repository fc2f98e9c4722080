using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Sets a new password with a reset link. The link works once, and all sessions of the account end.</summary>
public sealed record ResetPasswordCommand(string Token, string Password, string ConfirmPassword) : IRequest<Result<UserId>>, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfReset("account.reset-password", Token);
}

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPasswordCommand>
{
    public ResetPasswordValidator()
    {
        RuleFor(c => c.Password).NewPassword(_ => "");
        RuleFor(c => c.ConfirmPassword).Equal(c => c.Password).WithReason("password.mismatch");
    }
}

internal sealed class ResetPasswordHandler(IApplicationDbContext db, IMediator mediator, IAccounts accounts, Sessions sessions)
    : IRequestHandler<ResetPasswordCommand, Result<UserId>>
{
    public async Task<Result<UserId>> Handle(ResetPasswordCommand request, CancellationToken cancellationToken)
    {
        var reset = await mediator.Send(new GetPasswordResetQuery(request.Token), cancellationToken);
        if (!reset.IsSuccess) return reset.Error;
        if (PasswordRule.ContainsName(request.Password, reset.Value.UserName)) return PasswordRule.HasName;

        if (await db.Users.FirstOrDefaultAsync(u => u.Id == reset.Value.UserId, cancellationToken) is not { } user)
            return AccountErrors.NoReset;
        var passwordSet = await accounts.SetPasswordAsync(user, request.Password, cancellationToken);
        if (!passwordSet.IsSuccess) return passwordSet.Error;

        var hash = LinkToken.HashOf(request.Token);
        var used = await db.InTransactionAsync(async () =>
        {
            // Of two concurrent uses, only one deletes the row.
            if (await db.PasswordResets.Where(r => r.TokenHash == hash).ExecuteDeleteAsync(cancellationToken) == 0)
                return AccountErrors.NoReset;
            await db.SaveChangesAsync(cancellationToken);
            await sessions.MarkAsync(user.Id);
            return Result.Success;
        });
        if (!used.IsSuccess) return used.Error;

        await sessions.EndAllOfAsync(user.Id);
        return user.Id;
    }
}
