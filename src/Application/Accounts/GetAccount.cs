using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record GetAccountQuery : IRequest<Result<AccountView>>;

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
