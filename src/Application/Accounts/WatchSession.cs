using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Accounts;

/// <summary>For what outlives the check of its request: until when the session of the current user lasts.</summary>
public sealed record WatchSessionQuery : IRequest<Result<ISessionWatch>>;

internal sealed class WatchSessionHandler(
    IApplicationDbContext db, ICurrentUser current, ISessionEnds ends, IOptions<AccountsOptions> options, TimeProvider time)
    : IRequestHandler<WatchSessionQuery, Result<ISessionWatch>>
{
    // No timer runs for months. Who is cut off comes back by itself, and is checked as anybody is.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public async Task<Result<ISessionWatch>> Handle(WatchSessionQuery request, CancellationToken cancellationToken)
    {
        if (current is not { Id: { } user, SessionId: { } session }) return SessionErrors.Ended;

        var watch = ends.Watch(user, session);
        try
        {
            var now = time.GetUtcNow();
            var open = await db.Sessions.AsNoTracking().Open(options.Value, now)
                .Where(s => s.Id == session && db.Users.Any(u => u.Id == user && u.Status == UserStatus.Active))
                .Select(s => new { s.CreatedAt, s.LastSeenAt })
                .SingleOrDefaultAsync(cancellationToken);
            if (open is not null)
            {
                watch.EndAfter(new[] { open.CreatedAt + options.Value.SessionLifetime - now, open.LastSeenAt + options.Value.SessionIdleTimeout - now, Longest }.Min());
                return Result<ISessionWatch>.Of(watch);
            }
        }
        catch
        {
            watch.Dispose();
            throw;
        }

        watch.Dispose();
        return SessionErrors.Ended;
    }
}
