using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record EndSessionCommand(SessionId Id) : IRequest<Result>, IAudited
{
    AuditSubject IAudited.Audit => new("session.end");
}

internal sealed class EndSessionHandler(IApplicationDbContext db, ICurrentUser current, Sessions sessions)
    : IRequestHandler<EndSessionCommand, Result>
{
    public async Task<Result> Handle(EndSessionCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Sessions.AnyAsync(s => s.Id == request.Id && s.EndedAt == null, cancellationToken)) return SessionErrors.NotFound;

        await sessions.EndAsync(current.RequireId(), request.Id);
        return Result.Success;
    }
}
