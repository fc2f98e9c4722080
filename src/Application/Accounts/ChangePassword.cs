using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Changes the current user's password and signs out all other devices.</summary>
public sealed record ChangePasswordCommand(string CurrentPassword, string Password, string ConfirmPassword) : IRequest<Result>, IAudited
{
    AuditSubject IAudited.Audit => new("account.password");
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator()
    {
        RuleFor(c => c.Password).NewPassword(_ => "");
        RuleFor(c => c.ConfirmPassword).Equal(c => c.Password).WithReason("password.mismatch");
    }
}

internal sealed class ChangePasswordHandler(
    IApplicationDbContext db,
    IAccounts accounts,
    OwnPassword ownPassword,
    ICurrentUser current,
    Sessions sessions
) : IRequestHandler<ChangePasswordCommand, Result>
{
    public async Task<Result> Handle(ChangePasswordCommand request, CancellationToken cancellationToken)
    {
        if (current is not { SessionId: { } session }) return SessionErrors.Ended;

        var user = await ownPassword.CheckAsync(request.CurrentPassword, cancellationToken);
        if (!user.IsSuccess) return user.Error;
        if (PasswordRule.ContainsName(request.Password, user.Value.Name)) return PasswordRule.HasName;

        var oldHash = user.Value.PasswordHash;
        var passwordSet = await accounts.SetPasswordAsync(user.Value, request.Password, cancellationToken);
        if (!passwordSet.IsSuccess) return passwordSet;

        var id = user.Value.Id;
        var changed = await db.InTransactionAsync(async () =>
        {
            // Someone else who knows the password may have changed it in the meantime.
            if (!await db.Users.AnyAsync(u => u.Id == id && u.PasswordHash == oldHash, cancellationToken)) return OwnPassword.Wrong;
            await db.SaveChangesAsync(cancellationToken);
            await db.ForgetResetsOfAsync(id, cancellationToken);
            await sessions.MarkAsync(id, kept: session);
            return Result.Success;
        });
        if (!changed.IsSuccess) return changed;

        await sessions.EndOthersOfAsync(id, session);
        return Result.Success;
    }
}
