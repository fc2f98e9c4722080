using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Accounts;

/// <summary>Ends the current session; succeeds if there is none.</summary>
public sealed record SignOutCommand : IRequest<Result>, IAudited
{
    AuditSubject IAudited.Audit => new("session.sign-out");
}

internal sealed class SignOutHandler(ICurrentUser current, Sessions sessions) : IRequestHandler<SignOutCommand, Result>
{
    public async Task<Result> Handle(SignOutCommand request, CancellationToken cancellationToken)
    {
        if (current is { Id: { } user, SessionId: { } session }) await sessions.EndAsync(user, session);
        return Result.Success;
    }
}
