using ChatAi.Application.Administration;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Accounts;

public sealed record DeleteAccountCommand(string CurrentPassword) : IRequest<Result>, IAudited
{
    AuditSubject IAudited.Audit => new("account.delete");
}

internal sealed class DeleteAccountHandler(IApplicationDbContext db, OwnPassword ownPassword, AccountEnd end)
    : IRequestHandler<DeleteAccountCommand, Result>
{
    public async Task<Result> Handle(DeleteAccountCommand request, CancellationToken cancellationToken)
    {
        var user = await ownPassword.CheckAsync(request.CurrentPassword, cancellationToken);
        if (!user.IsSuccess) return user.Error;

        // The user may have become the last administrator since the password was checked.
        db.Forget();
        return await end.DeleteAsync(user.Value.Id, handOverTo: null, cancellationToken);
    }
}
