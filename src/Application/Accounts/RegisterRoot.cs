using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record RegisterRootCommand(string UserName, string Password, string ConfirmPassword)
    : IRequest<Result<SignedInUser>>, INewAccount, IAudited
{
    public string UserName { get; } = TypedText.Name(UserName);

    AuditSubject IAudited.Audit => AuditSubject.OfAccount("account.register-root", UserName);
}

internal sealed class RegisterRootValidator : NewAccountRules<RegisterRootCommand>;

internal sealed class RegisterRootHandler(IApplicationDbContext db, IAccounts accounts, TimeProvider time)
    : IRequestHandler<RegisterRootCommand, Result<SignedInUser>>
{
    public async Task<Result<SignedInUser>> Handle(RegisterRootCommand request, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(u => u.Role == UserRole.Root, cancellationToken)) return AppError.Conflict("root.exists");

        // If two requests race, a unique index on the first account decides.
        var root = User.Root(UserName.From(request.UserName), time.GetUtcNow());
        var created = await accounts.CreateAsync(root, request.Password, cancellationToken);
        return created.IsSuccess ? SignedInUser.From(root) : created.Error;
    }
}
