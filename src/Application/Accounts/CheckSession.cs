using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Whether a cookie made for this user and stamp still counts. Asked once a request.</summary>
public sealed record CheckSessionQuery(UserId Id, string SecurityStamp) : IRequest<Result<SessionUser>>;

public sealed record SessionUser(string Name, UserRole Role, Theme Theme, SendKey SendKey);

internal sealed class CheckSessionHandler(IApplicationDbContext db) : IRequestHandler<CheckSessionQuery, Result<SessionUser>>
{
    private static readonly AppError Ended = new(ErrorKind.Unauthenticated, "session.ended", "You have been signed out. Sign in again.");

    public async Task<Result<SessionUser>> Handle(CheckSessionQuery request, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking()
            .Where(u => u.Id == request.Id && u.SecurityStamp == request.SecurityStamp && u.Status == UserStatus.Active)
            .FirstOrDefaultAsync(cancellationToken);
        return user is null ? Ended : new SessionUser(user.Name, user.Role, user.Preferences.Theme, user.Preferences.SendKey);
    }
}
