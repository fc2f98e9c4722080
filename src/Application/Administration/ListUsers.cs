using System.Linq.Expressions;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

/// <summary>Everybody with an account, those who wait first.</summary>
/// <param name="Name">Only those whose name has this in it; empty for all.</param>
public sealed record ListUsersQuery(string Name = "") : IRequest<Result<UserList>>, IRootOnly
{
    /// <summary>How many of each kind are listed; who looks for others narrows it by name.</summary>
    public const int Most = 200;
}

/// <param name="Count">Of all accounts that do not wait, listed or not.</param>
public sealed record UserList(IReadOnlyList<UserRow> Users, int Count);

/// <param name="LastSeenAt">Null for who has not signed in for long, or never.</param>
public sealed record UserRow(
    UserId Id,
    string Name,
    UserRole Role,
    UserStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSeenAt,
    int Chats
);

internal sealed class ListUsersHandler(IApplicationDbContext db) : IRequestHandler<ListUsersQuery, Result<UserList>>
{
    public async Task<Result<UserList>> Handle(ListUsersQuery request, CancellationToken cancellationToken)
    {
        var part = UserName.Fold(TypedText.Name(request.Name));

        // Each by itself: however many ask for an account, root finds those who have one.
        var waiting = await ListAsync(u => u.Status == UserStatus.Pending, cancellationToken);
        var others = await ListAsync(u => u.Status != UserStatus.Pending && u.FoldedName.Contains(part), cancellationToken);
        return new UserList([.. waiting, .. others], await db.Users.CountAsync(u => u.Status != UserStatus.Pending, cancellationToken));
    }

    private Task<List<UserRow>> ListAsync(Expression<Func<User, bool>> which, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().Where(which)
            .OrderBy(u => u.Status).ThenByDescending(u => u.Role).ThenBy(u => u.FoldedName)
            .Take(ListUsersQuery.Most)
            .Select(u => new UserRow(
                u.Id,
                u.Name,
                u.Role,
                u.Status,
                u.CreatedAt,
                db.Sessions.IgnoreQueryFilters(new[] { IApplicationDbContext.OwnerFilter })
                    .Where(s => s.UserId == u.Id)
                    .Max(s => (DateTimeOffset?)s.LastSeenAt),
                db.Chats.IgnoreQueryFilters(new[] { IApplicationDbContext.OwnerFilter }).Count(c => c.OwnerId == u.Id)
            ))
            .ToListAsync(cancellationToken);
}
