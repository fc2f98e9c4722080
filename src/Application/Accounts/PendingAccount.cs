using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>The account of a name whose password has just been checked, while it awaits approval.</summary>
public sealed record FindPendingAccountQuery(string UserName) : IRequest<Result<PendingAccount>>;

/// <summary>An account whose password was given in this browser before it was approved.</summary>
public sealed record PendingAccount(UserId Id, string Name);

/// <summary>Whether the account has been approved. Not found once somebody has signed in with it.</summary>
public sealed record GetApprovalQuery(PendingAccount Account) : IRequest<Result<bool>>;

/// <summary>Signs in with an account that has been approved, if nobody has before: the password was given when it was requested.</summary>
public sealed record SignInApprovedCommand(UserId Id, string UserName) : IRequest<Result<SignedInUser>>, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfAccount("session.sign-in-approved", UserName);
}

internal sealed class FindPendingAccountHandler(IApplicationDbContext db)
    : IRequestHandler<FindPendingAccountQuery, Result<PendingAccount>>
{
    public async Task<Result<PendingAccount>> Handle(FindPendingAccountQuery request, CancellationToken cancellationToken)
    {
        var name = UserName.Fold(TypedText.Name(request.UserName));
        var user = await db.Users.AsNoTracking()
            .FirstOrDefaultAsync(u => u.FoldedName == name && u.Status == UserStatus.Pending, cancellationToken);
        return user is null ? AccountErrors.Gone : new PendingAccount(user.Id, user.Name);
    }
}

internal sealed class ApprovedAccounts(IApplicationDbContext db)
{
    private IQueryable<Session> Sessions => db.Sessions.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);

    /// <returns>The account, while it is pending or nobody has signed in with it; else null.</returns>
    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().FirstOrDefaultAsync(
            u => u.Id == id && u.Status != UserStatus.Disabled && !Sessions.Any(s => s.UserId == id), cancellationToken);
}

internal sealed class GetApprovalHandler(ApprovedAccounts accounts) : IRequestHandler<GetApprovalQuery, Result<bool>>
{
    public async Task<Result<bool>> Handle(GetApprovalQuery request, CancellationToken cancellationToken)
    {
        var user = await accounts.FindAsync(request.Account.Id, cancellationToken);
        return user is null ? AccountErrors.Gone : user.Status == UserStatus.Active;
    }
}

internal sealed class SignInApprovedHandler(ApprovedAccounts accounts) : IRequestHandler<SignInApprovedCommand, Result<SignedInUser>>
{
    public async Task<Result<SignedInUser>> Handle(SignInApprovedCommand request, CancellationToken cancellationToken)
    {
        var user = await accounts.FindAsync(request.Id, cancellationToken);
        if (user is null) return AccountErrors.Gone;
        return user.Status == UserStatus.Active ? SignedInUser.From(user) : AccountErrors.Pending;
    }
}
