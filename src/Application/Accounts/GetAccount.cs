using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>What the current user's own page shows of the account.</summary>
public sealed record GetAccountQuery : IRequest<Result<AccountView>>;

/// <param name="IsLastRoot">Whether it is the only root, which cannot go.</param>
public sealed record AccountView(string Name, UserRole Role, DateTimeOffset CreatedAt, int Chats, bool IsLastRoot);

internal sealed class GetAccountHandler(IApplicationDbContext db, ICurrentUser current)
    : IRequestHandler<GetAccountQuery, Result<AccountView>>
{
    public async Task<Result<AccountView>> Handle(GetAccountQuery request, CancellationToken cancellationToken)
    {
        var id = current.RequireId();
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user)
            return AccountErrors.Gone;
        return new AccountView(
            user.Name, user.Role, user.CreatedAt, await db.Chats.CountAsync(cancellationToken),
            user.IsRoot && !await db.HasOtherRootAsync(user.Id, cancellationToken));
    }
}
