using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record SignInCommand(string UserName, string Password) : IRequest<Result<SignedInUser>>, IAudited
{
    public string UserName { get; } = TypedText.Name(UserName);

    AuditSubject IAudited.Audit => AuditSubject.OfAccount("session.sign-in", UserName);
}

internal sealed class SignInHandler(IApplicationDbContext db, IAccounts accounts, ISignInThrottle throttle, ICurrentClient client)
    : IRequestHandler<SignInCommand, Result<SignedInUser>>
{
    private static readonly AppError NoMatch = AppError.Unauthenticated("sign-in.no-match");

    public async Task<Result<SignedInUser>> Handle(SignInCommand request, CancellationToken cancellationToken)
    {
        // Too long to be valid, so not worth hashing.
        if (!PasswordRule.IsPossible(request.Password) || request.UserName.Length > UserName.MaxLength) return NoMatch;

        var name = UserName.Fold(request.UserName);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.FoldedName == name, cancellationToken);
        var id = user?.Id ?? default;
        var device = client.DeviceOf(id);
        var attempt = throttle.Begin(name, client.Network, device, await IsKnownNetworkAsync(id, cancellationToken));
        if (!attempt.IsSuccess) return attempt.Error;

        // Everything above must take the same time for known and unknown names.
        var isRight = await accounts.CheckPasswordAsync(user, request.Password, device is not null, cancellationToken);
        if (isRight is { IsSuccess: true, Value: false }) return NoMatch;

        attempt.Value.WasNotWrong();
        if (!isRight.IsSuccess) return isRight.Error;
        return user!.Status switch
        {
            UserStatus.Pending => AccountErrors.Pending,
            UserStatus.Disabled => AppError.Forbidden("account.disabled"),
            _ => SignedInUser.From(user),
        };
    }

    private async Task<bool> IsKnownNetworkAsync(UserId user, CancellationToken cancellationToken)
    {
        var addresses = await db.Sessions.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(s => s.UserId == user).Select(s => s.Address).Distinct().ToListAsync(cancellationToken);
        return addresses.Exists(address => client.IsOfNetwork(address));
    }
}
