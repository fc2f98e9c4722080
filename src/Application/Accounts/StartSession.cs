using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Accounts;

/// <summary>Starts a session for a verified user. An existing session of this browser is ended, never reused.</summary>
public sealed record StartSessionCommand(SignedInUser User) : IRequest<Result<StartedSession>>;

public sealed record StartedSession(string Key, DateTimeOffset ExpiresAt);

internal sealed class StartSessionHandler(
    IApplicationDbContext db,
    ICurrentUser current,
    ICurrentClient client,
    Sessions sessions,
    IOptions<AccountsOptions> options,
    TimeProvider time
) : IRequestHandler<StartSessionCommand, Result<StartedSession>>
{
    internal const int MaxPerUser = 50;

    // Hashing takes time. Meanwhile the password may have been changed, for example because it was stolen.
    private static readonly AppError Changed = AppError.Unauthenticated("sign-in.changed");

    // Ended sessions are kept so that users can see where they were signed in.
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    // Nobody is signed in yet, so the owner filter would match nothing.
    private IQueryable<Session> All => db.Sessions.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);

    public async Task<Result<StartedSession>> Handle(StartSessionCommand request, CancellationToken cancellationToken)
    {
        if (current is { Id: { } user, SessionId: { } before }) await sessions.EndAsync(user, before);

        var now = time.GetUtcNow();
        var key = SessionKey.New();
        var id = request.User.Id;
        var hash = request.User.PasswordHash;
        var started = await db.InTransactionAsync(async () =>
        {
            if (!await db.Users.AnyAsync(u => u.Id == id && u.Status == UserStatus.Active && u.PasswordHash == hash, cancellationToken))
                return Changed;
            db.Sessions.Add(Session.Start(id, SessionKey.HashOf(key), client.Address, client.UserAgent, now));
            await db.SaveChangesAsync(cancellationToken);
            return Result.Success;
        });
        if (!started.IsSuccess) return started.Error;

        await DeleteSurplusAsync(id, cancellationToken);
        await DeleteOldAsync(now, cancellationToken);
        return new StartedSession(key, now + options.Value.SessionLifetime);
    }

    private async Task DeleteSurplusAsync(UserId user, CancellationToken cancellationToken)
    {
        var surplus = await All.Where(s => s.UserId == user)
            .OrderByDescending(s => s.CreatedAt)
            .Select(s => s.Id)
            .Skip(MaxPerUser)
            .ToListAsync(cancellationToken);
        foreach (var session in surplus)
            await sessions.EndAsync(user, session);
        if (surplus.Count == 0)
            return;
        await All.Where(s => surplus.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task DeleteOldAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = now - Retention;
        var created = ended - options.Value.SessionLifetime;
        await All.Where(s => s.EndedAt < ended || s.CreatedAt < created)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
