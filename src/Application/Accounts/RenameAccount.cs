using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record RenameAccountCommand(string UserName) : IRequest<Result>, IAudited
{
    public string UserName { get; } = TypedText.Name(UserName);

    AuditSubject IAudited.Audit => new("account.rename");
}

internal sealed class RenameAccountValidator : AbstractValidator<RenameAccountCommand>
{
    public RenameAccountValidator() => RuleFor(c => c.UserName).IsUserName();
}

internal sealed class RenameAccountHandler(IApplicationDbContext db, ICurrentUser current) : IRequestHandler<RenameAccountCommand, Result>
{
    public async Task<Result> Handle(RenameAccountCommand request, CancellationToken cancellationToken)
    {
        var id = current.RequireId();
        if (await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user) return AccountErrors.Gone;
        user.Rename(UserName.From(request.UserName));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return Result.Success;
        }
        catch (DbUpdateException conflict) when (db.IsConflict(conflict))
        {
            // The unique index decided. Discard the change so that a later save does not include it.
            db.Forget();
            return AccountErrors.NameTaken(request.UserName);
        }
    }
}
