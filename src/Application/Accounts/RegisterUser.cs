using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;

namespace ChatAi.Application.Accounts;

public sealed record RegisterUserCommand(string UserName, string Password, string ConfirmPassword)
    : IRequest<Result<RegisteredUser>>, INewAccount, IAudited
{
    public string UserName { get; } = TypedText.Name(UserName);

    AuditSubject IAudited.Audit => AuditSubject.OfAccount("account.register", UserName);
}

/// <param name="SignIn">Null while the account awaits approval.</param>
public sealed record RegisteredUser(PendingAccount Account, SignedInUser? SignIn);

internal sealed class RegisterUserValidator : NewAccountRules<RegisterUserCommand>;

internal sealed class RegisterUserHandler(IAccounts accounts, Registration registration, TimeProvider time)
    : IRequestHandler<RegisterUserCommand, Result<RegisteredUser>>
{
    public async Task<Result<RegisteredUser>> Handle(RegisterUserCommand request, CancellationToken cancellationToken)
    {
        var mode = await registration.ModeAsync(cancellationToken);
        if (mode == RegistrationMode.Closed) return AppError.Forbidden("sign-up.closed");

        var status = mode == RegistrationMode.Open ? UserStatus.Active : UserStatus.Pending;
        var user = User.Member(UserName.From(request.UserName), status, time.GetUtcNow());
        var created = await accounts.CreateAsync(user, request.Password, cancellationToken);
        if (!created.IsSuccess) return created.Error;

        return new RegisteredUser(new PendingAccount(user.Id, user.Name), status == UserStatus.Active ? SignedInUser.From(user) : null);
    }
}
