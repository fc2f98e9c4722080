using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>What the pages before sign-in need to know.</summary>
public sealed record GetSignInStateQuery : IRequest<Result<SignInState>>;

/// <param name="HasRoot">False until the first account exists; then every page leads to its registration.</param>
public sealed record SignInState(bool HasRoot, RegistrationMode Registration);

internal sealed class GetSignInStateHandler(IApplicationDbContext db, Registration registration)
    : IRequestHandler<GetSignInStateQuery, Result<SignInState>>
{
    public async Task<Result<SignInState>> Handle(GetSignInStateQuery request, CancellationToken cancellationToken) =>
        new SignInState(
            await db.Users.AnyAsync(u => u.Role == UserRole.Root, cancellationToken), await registration.ModeAsync(cancellationToken));
}
