using System.Linq.Expressions;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

public sealed record ListUsersQuery(string Name = "") : IRequest<Result<UserList>>, IRootOnly
{
    /// <summary>Maximum rows of each group; the name filter narrows the list.</summary>
    public const int MaxRows = 200;
}

/// <param name="Count">All accounts except those awaiting approval, listed or not.</param>
public sealed record UserList(IReadOnlyList<UserRow> Users, int Count);

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

        // Separate queries, so that many sign-ups cannot crowd out existing accounts.
        var pending = await ListAsync(u => u.Status == UserStatus.Pending, cancellationToken);
        var others = await ListAsync(u => u.Status != UserStatus.Pending && u.FoldedName.Contains(part), cancellationToken);
        return new UserList([.. pending, .. others], await db.Users.CountAsync(u => u.Status != UserStatus.Pending, cancellationToken));
    }

    private Task<List<UserRow>> ListAsync(Expression<Func<User, bool>> which, CancellationToken cancellationToken) =>
        db.Users.AsNoTracking().Where(which)
            .OrderBy(u => u.Status).ThenByDescending(u => u.Role).ThenBy(u => u.FoldedName)
            .Take(ListUsersQuery.MaxRows)
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
