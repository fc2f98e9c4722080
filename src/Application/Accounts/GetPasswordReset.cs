using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

public sealed record GetPasswordResetQuery(string Token) : IRequest<Result<OpenPasswordReset>>;

public sealed record OpenPasswordReset(UserId UserId, string UserName);

internal sealed class GetPasswordResetHandler(IApplicationDbContext db, TimeProvider time)
    : IRequestHandler<GetPasswordResetQuery, Result<OpenPasswordReset>>
{
    public async Task<Result<OpenPasswordReset>> Handle(GetPasswordResetQuery request, CancellationToken cancellationToken)
    {
        var hash = LinkToken.HashOf(request.Token);
        var found = await (
            from r in db.PasswordResets.AsNoTracking()
            join u in db.Users on r.UserId equals u.Id
            where r.TokenHash == hash && u.Status == UserStatus.Active
            select new { Reset = r, u.Name }).FirstOrDefaultAsync(cancellationToken);
        return found is not null && found.Reset.IsOpenAt(time.GetUtcNow())
            ? new OpenPasswordReset(found.Reset.UserId, found.Name)
            : AccountErrors.NoReset;
    }
}
