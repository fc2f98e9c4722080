using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Signs up with an invitation link, even while registration is closed. The account is active immediately.</summary>
public sealed record AcceptInvitationCommand(string Token, string UserName, string Password, string ConfirmPassword)
    : IRequest<Result<SignedInUser>>, INewAccount, IAudited
{
    public string UserName { get; } = TypedText.Name(UserName);

    AuditSubject IAudited.Audit => AuditSubject.OfAccount("account.accept-invitation", UserName);
}

internal sealed class AcceptInvitationValidator : NewAccountRules<AcceptInvitationCommand>;

internal sealed class AcceptInvitationHandler(IApplicationDbContext db, IAccounts accounts, TimeProvider time)
    : IRequestHandler<AcceptInvitationCommand, Result<SignedInUser>>
{
    public async Task<Result<SignedInUser>> Handle(AcceptInvitationCommand request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // Checked before hashing, which is expensive.
        var found = await db.Invitations.AsNoTracking().OpenAsync(request.Token, now, cancellationToken);
        if (!found.IsSuccess) return found.Error;

        var user = User.Member(UserName.From(request.UserName), UserStatus.Active, now);
        var passwordSet = await accounts.SetPasswordAsync(user, request.Password, cancellationToken);
        if (!passwordSet.IsSuccess) return passwordSet.Error;

        var accepted = await db.InTransactionAsync(() => AcceptAsync(request.Token, user, now, cancellationToken));
        return accepted.IsSuccess ? SignedInUser.From(user) : accepted.Error;
    }

    private async Task<Result> AcceptAsync(string token, User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Checked again in the transaction: a concurrent sign-up may have used the invitation up.
        var invitation = await db.Invitations.OpenAsync(token, now, cancellationToken);
        if (!invitation.IsSuccess) return invitation.Error;

        invitation.Value.Use(now);
        db.Users.Add(user);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return Result.Success;
        }
        catch (DbUpdateException conflict) when (db.IsConflict(conflict))
        {
            return AccountErrors.NameTaken(user.Name);
        }
    }
}
