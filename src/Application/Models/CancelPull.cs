using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record CancelPullCommand(ModelPullId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("model.pull-cancel", Id);
}

internal sealed class CancelPullHandler(IApplicationDbContext db, IPullQueue queue, ICurrentUser user)
    : IRequestHandler<CancelPullCommand, Result>
{
    public async Task<Result> Handle(CancelPullCommand request, CancellationToken cancellationToken) =>
        await queue.CancelAsync(request.Id, await db.NameOfAsync(user, cancellationToken), cancellationToken)
            ? Result.Success
            : PullErrors.NotFound;
}
