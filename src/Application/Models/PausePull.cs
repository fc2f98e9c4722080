using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record PausePullCommand(ModelPullId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("model.pull-pause", Id);
}

internal sealed class PausePullHandler(IApplicationDbContext db, IPullQueue queue, ICurrentUser user)
    : IRequestHandler<PausePullCommand, Result>
{
    public async Task<Result> Handle(PausePullCommand request, CancellationToken cancellationToken) =>
        await queue.PauseAsync(request.Id, await db.NameOfAsync(user, cancellationToken), cancellationToken)
            ? Result.Success
            : PullErrors.NotFound;
}
