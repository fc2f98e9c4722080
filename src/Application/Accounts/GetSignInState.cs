using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record GetSignInStateQuery : IRequest<Result<SignInState>>;

/// <param name="HasRoot">False until the first account exists; until then every page redirects to its sign-up.</param>
public sealed record SignInState(bool HasRoot, RegistrationMode Registration);

internal sealed class GetSignInStateHandler(IApplicationDbContext db, Registration registration)
    : IRequestHandler<GetSignInStateQuery, Result<SignInState>>
{
    public async Task<Result<SignInState>> Handle(GetSignInStateQuery request, CancellationToken cancellationToken) =>
        new SignInState(
            await db.Users.AnyAsync(u => u.Role == UserRole.Root, cancellationToken), await registration.ModeAsync(cancellationToken));
}
