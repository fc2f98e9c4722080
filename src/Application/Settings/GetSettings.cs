using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Settings;

public sealed record GetSettingsQuery : IRequest<Result<Preferences>>;

internal sealed class GetSettingsHandler(IApplicationDbContext db, ICurrentUser user)
    : IRequestHandler<GetSettingsQuery, Result<Preferences>>
{
    public async Task<Result<Preferences>> Handle(GetSettingsQuery request, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking().Where(u => u.Id == user.RequireId()).Select(u => u.Preferences).SingleAsync(cancellationToken);
}
