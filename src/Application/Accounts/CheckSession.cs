using System.Data.Common;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Accounts;

/// <summary>Resolves a session key and records that the session was used. Sent once per request.</summary>
public sealed record CheckSessionCommand(string Key) : IRequest<Result<SessionUser>>;

public sealed record SessionUser(
    UserId Id,
    SessionId Session,
    string Name,
    UserRole Role,
    Theme Theme,
    SendKey SendKey,
    Language Language,
    ModelName? DefaultModel
)
{
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The <see cref="ISessionRevocations.Version"/> read before the session was checked.</summary>
    public long RevocationsVersion { get; init; }
}

internal sealed partial class CheckSessionHandler(
    IApplicationDbContext db,
    ISessionRevocations revocations,
    ICurrentClient client,
    IOptions<AccountsOptions> options,
    TimeProvider time,
    ILogger<CheckSessionHandler> logger)
    : IRequestHandler<CheckSessionCommand, Result<SessionUser>>
{
    private static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(1);

    public async Task<Result<SessionUser>> Handle(CheckSessionCommand request, CancellationToken cancellationToken)
    {
        if (!SessionKey.IsPossible(request.Key)) return SessionErrors.Ended;

        var now = time.GetUtcNow();
        var version = revocations.Version;
        var hash = SessionKey.HashOf(request.Key);
        var found = await db.Sessions.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Open(options.Value, now)
            .Where(s => s.KeyHash == hash)
            .Join(db.Users.Where(u => u.Status == UserStatus.Active), s => s.UserId, u => u.Id, (s, u) => new
            {
                User = new SessionUser(
                    u.Id, s.Id, u.Name, u.Role, u.Preferences.Theme, u.Preferences.SendKey, u.Preferences.Language,
                    u.Preferences.DefaultModel),
                s.CreatedAt,
                s.LastSeenAt,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null) return SessionErrors.Ended;

        var seenAt = found.LastSeenAt;
        if (now - seenAt >= SeenInterval)
        {
            await RecordSeenAsync(found.User.Session, now, cancellationToken);
            seenAt = now;
        }

        return found.User with { ExpiresAt = options.Value.EndOf(found.CreatedAt, seenAt), RevocationsVersion = version };
    }

    private async Task RecordSeenAsync(SessionId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - SeenInterval;
        var address = client.Address;
        try
        {
            // Of several concurrent requests, only one writes.
            await db.Sessions.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
                .Where(s => s.Id == id && s.LastSeenAt <= before)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.Address, address), cancellationToken);
        }
        catch (DbException failure)
        {
            // A full disk must not stop people from reading.
            LogSeenNotRecorded(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not record that a session was used")]
    private partial void LogSeenNotRecorded(Exception exception);
}
