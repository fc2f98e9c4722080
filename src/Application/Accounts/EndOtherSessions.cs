using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Accounts;

public sealed record EndOtherSessionsCommand : IRequest<Result>, IAudited
{
    AuditSubject IAudited.Audit => new("session.end-others");
}

internal sealed class EndOtherSessionsHandler(ICurrentUser current, Sessions sessions) : IRequestHandler<EndOtherSessionsCommand, Result>
{
    public async Task<Result> Handle(EndOtherSessionsCommand request, CancellationToken cancellationToken)
    {
        if (current is not { Id: { } user, SessionId: { } session }) return SessionErrors.Ended;

        await sessions.EndOthersOfAsync(user, session);
        return Result.Success;
    }
}
