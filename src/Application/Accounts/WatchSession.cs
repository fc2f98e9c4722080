using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Accounts;

/// <summary>Watches the current user's session, for work that outlives its request.</summary>
public sealed record WatchSessionQuery : IRequest<Result<ISessionWatch>>;

internal sealed class WatchSessionHandler(
    IApplicationDbContext db, ICurrentUser current, ISessionRevocations revocations, IOptions<AccountsOptions> options, TimeProvider time)
    : IRequestHandler<WatchSessionQuery, Result<ISessionWatch>>
{
    // Timers cannot run for months. Streams reconnect when cut off and are authenticated again.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(1);

    public async Task<Result<ISessionWatch>> Handle(WatchSessionQuery request, CancellationToken cancellationToken)
    {
        if (current.Session is not { } session) return SessionErrors.Ended;

        var watch = revocations.Watch(session.Id, session.Session);
        if (revocations.Version != session.RevocationsVersion && !await IsOpenAsync(session, watch, cancellationToken))
        {
            watch.Dispose();
            return SessionErrors.Ended;
        }

        var remaining = session.ExpiresAt - time.GetUtcNow();
        watch.EndAfter(TimeSpan.FromTicks(Math.Clamp(remaining.Ticks, 0, MaxDuration.Ticks)));
        return Result<ISessionWatch>.Of(watch);
    }

    // Some session ended between the check of the request and the watch; it may be this one.
    private async Task<bool> IsOpenAsync(SessionUser session, ISessionWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await db.Sessions.AsNoTracking().Open(options.Value, time.GetUtcNow())
                .AnyAsync(
                    s => s.Id == session.Session && db.Users.Any(u => u.Id == session.Id && u.Status == UserStatus.Active),
                    cancellationToken
                );
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }
}
