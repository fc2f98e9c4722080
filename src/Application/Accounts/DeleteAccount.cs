using ChatAi.Application.Administration;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Accounts;

/// <summary>Deletes the current user's account with all its data, at once and for good.</summary>
public sealed record DeleteAccountCommand(string CurrentPassword) : IRequest<Result>, IAudited
{
    AuditSubject IAudited.Audit => new("account.delete");
}

internal sealed class DeleteAccountHandler(IApplicationDbContext db, OwnPassword own, AccountEnd end)
    : IRequestHandler<DeleteAccountCommand, Result>
{
    public async Task<Result> Handle(DeleteAccountCommand request, CancellationToken cancellationToken)
    {
        var user = await own.CheckAsync(request.CurrentPassword, cancellationToken);
        if (!user.IsSuccess) return user.Error;

        // They may have been made root meanwhile, and be the last.
        db.Forget();
        return await end.DeleteAsync(user.Value.Id, handOverTo: null, cancellationToken);
    }
}
