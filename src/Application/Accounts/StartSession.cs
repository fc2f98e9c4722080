using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Accounts;

/// <summary>
/// Signs somebody in who has shown who they are. A session is never taken over from before: the one of this browser, if there
/// is one, ends.
/// </summary>
public sealed record StartSessionCommand(UserId User) : IRequest<Result<StartedSession>>;

/// <param name="Key">For the cookie; it is told this once.</param>
/// <param name="ExpiresAt">When it is over, however much it is used.</param>
public sealed record StartedSession(string Key, DateTimeOffset ExpiresAt);

internal sealed class StartSessionHandler(
    IApplicationDbContext db, ICurrentUser current, ICurrentClient client, Sessions sessions, IOptions<AccountsOptions> options, TimeProvider time)
    : IRequestHandler<StartSessionCommand, Result<StartedSession>>
{
    // An ended session tells its user from where somebody was signed in; for so long.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<Result<StartedSession>> Handle(StartSessionCommand request, CancellationToken cancellationToken)
    {
        if (current is { Id: { } user, SessionId: { } before }) await sessions.EndAsync(user, before);

        var now = time.GetUtcNow();
        var key = SessionKey.New();
        db.Sessions.Add(Session.Start(request.User, SessionKey.HashOf(key), client.Address, client.UserAgent, now));
        await db.SaveChangesAsync(cancellationToken);
        await ForgetOldAsync(now, cancellationToken);
        return new StartedSession(key, now + options.Value.SessionLifetime);
    }

    private async Task ForgetOldAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (ended, created) = (now - Kept, now - Kept - options.Value.SessionLifetime);
        await db.Sessions.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(s => s.EndedAt < ended || s.CreatedAt < created)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
