using System.Linq.Expressions;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Ends sessions and their event streams. Code that revokes a right calls MarkAsync in the same transaction and an End method
/// after it: a stream that opens in between sees one or the other.</summary>
internal sealed class Sessions(IApplicationDbContext db, ISessionRevocations revocations, TimeProvider time)
{
    public Task EndAsync(UserId user, SessionId session) => EndAsync(user, s => s.Id == session, id => id == session);

    public Task EndAllOfAsync(UserId user) => EndAsync(user, s => true, _ => true);

    public Task EndOthersOfAsync(UserId user, SessionId kept) => EndAsync(user, s => s.Id != kept, id => id != kept);

    public Task MarkAsync(UserId user, SessionId? kept = null) => MarkAsync(user, s => s.Id != kept);

    // Not cancelled when the caller disconnects.
    private async Task EndAsync(UserId user, Expression<Func<Session, bool>> which, Predicate<SessionId> ended)
    {
        await MarkAsync(user, which);
        revocations.Publish(user, ended);
    }

    private async Task MarkAsync(UserId user, Expression<Func<Session, bool>> which)
    {
        var now = time.GetUtcNow();
        await db.Sessions.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(s => s.UserId == user && s.EndedAt == null).Where(which)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), CancellationToken.None);
    }
}

internal static class SessionQueries
{
    public static IQueryable<Session> Open(this IQueryable<Session> sessions, AccountsOptions options, DateTimeOffset now)
    {
        var minCreatedAt = now - options.SessionLifetime;
        var minLastSeenAt = now - options.SessionIdleTimeout;
        return sessions.Where(s => s.EndedAt == null && s.CreatedAt > minCreatedAt && s.LastSeenAt > minLastSeenAt);
    }
}
