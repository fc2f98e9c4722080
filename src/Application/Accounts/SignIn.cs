using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;

namespace ChatAi.Application.Accounts;

/// <summary>Checks name and password; WebUI makes the cookie.</summary>
public sealed record SignInCommand(string UserName, string Password) : IRequest<Result<SignedInUser>>;

internal sealed class SignInHandler(IAccounts accounts) : IRequestHandler<SignInCommand, Result<SignedInUser>>
{
    private static readonly AppError NoMatch = new(
        ErrorKind.Unauthenticated, "sign-in.no-match", "User name and password do not match. Check both and try again.");

    public async Task<Result<SignedInUser>> Handle(SignInCommand request, CancellationToken cancellationToken)
    {
        // Longer than any password can be: not worth a hash.
        if (request.Password.Length > PasswordRule.MaxLength || request.UserName.Length > UserName.MaxLength) return NoMatch;

        var user = await accounts.CheckPasswordAsync(request.UserName.Trim(), request.Password, cancellationToken);
        return user switch
        {
            null => NoMatch,
            { Status: UserStatus.Pending } => new AppError(
                ErrorKind.Forbidden, "account.pending", "Your account still waits for approval by the owner of this server."),
            { Status: UserStatus.Disabled } => AppError.Forbidden("Your account is disabled. Ask the owner of this server."),
            _ => SignedInUser.From(user),
        };
    }
}
