using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Administration;

public sealed record GetUserQuery(UserId Id) : IRequest<Result<UserView>>, IRootOnly;

public sealed record UserView(
    UserId Id, string Name, UserRole Role, UserStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt, int Chats, int Sessions,
    bool IsLastRoot, DateTimeOffset? ResetUntil, IReadOnlyList<Heir> Heirs);

public sealed record Heir(UserId Id, string Name);

internal sealed class GetUserHandler(IApplicationDbContext db, IOptions<AccountsOptions> options, TimeProvider time)
    : IRequestHandler<GetUserQuery, Result<UserView>>
{
    private static readonly string[] AnyOwner = [IApplicationDbContext.OwnerFilter];

    public async Task<Result<UserView>> Handle(GetUserQuery request, CancellationToken cancellationToken)
    {
        var id = request.Id;
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return AdministrationErrors.NoSuchUser;

        var now = time.GetUtcNow();
        var sessions = db.Sessions.AsNoTracking().IgnoreQueryFilters(AnyOwner).Where(s => s.UserId == id);
        return new UserView(
            id, user.Name, user.Role, user.Status, user.CreatedAt,
            await sessions.MaxAsync(s => (DateTimeOffset?)s.LastSeenAt, cancellationToken),
            await db.Chats.IgnoreQueryFilters(AnyOwner).CountAsync(c => c.OwnerId == id, cancellationToken),
            await sessions.Open(options.Value, now).CountAsync(cancellationToken),
            user.IsRoot && !await db.HasOtherRootAsync(id, cancellationToken),
            await db
                .PasswordResets.Where(r => r.UserId == id && r.ExpiresAt > now)
                .Select(r => (DateTimeOffset?)r.ExpiresAt)
                .FirstOrDefaultAsync(cancellationToken),
            await db
                .Users.Where(u => u.Id != id && u.Role == UserRole.Member && u.Status == UserStatus.Active)
                .OrderBy(u => u.FoldedName)
                .Select(u => new Heir(u.Id, u.Name))
                .ToListAsync(cancellationToken)
        );
    }
}
