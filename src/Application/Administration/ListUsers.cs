using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

/// <summary>Everybody with an account, those who wait first.</summary>
public sealed record ListUsersQuery : IRequest<Result<IReadOnlyList<UserRow>>>, IRootOnly;

public sealed record UserRow(UserId Id, string Name, UserRole Role, UserStatus Status, DateTimeOffset CreatedAt, int Chats);

internal sealed class ListUsersHandler(IApplicationDbContext db) : IRequestHandler<ListUsersQuery, Result<IReadOnlyList<UserRow>>>
{
    public async Task<Result<IReadOnlyList<UserRow>>> Handle(ListUsersQuery request, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<UserRow>>.Of(await db.Users.AsNoTracking()
            .OrderBy(u => u.Status).ThenByDescending(u => u.Role).ThenBy(u => u.FoldedName)
            .Select(u => new UserRow(u.Id, u.Name, u.Role, u.Status, u.CreatedAt,
                db.Chats.IgnoreQueryFilters(new[] { IApplicationDbContext.OwnerFilter }).Count(c => c.OwnerId == u.Id)))
            .ToListAsync(cancellationToken));
}
