using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Models;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record ResumePullCommand(ModelPullId Id) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("model.pull-resume", Id);
}

internal sealed class ResumePullHandler(IPullQueue queue, ICurrentUser user, UserLimits limits) : IRequestHandler<ResumePullCommand, Result>
{
    public async Task<Result> Handle(ResumePullCommand request, CancellationToken cancellationToken)
    {
        if (limits.RefusePull(user.RequireId()) is { } tooMany) return tooMany;
        return await queue.ResumeAsync(request.Id, cancellationToken) ? Result.Success : PullErrors.NotFound;
    }
}
