using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Accounts;

internal sealed class Registration(IApplicationDbContext db, IOptions<AccountsOptions> options)
{
    public async Task<RegistrationMode> ModeAsync(CancellationToken cancellationToken) =>
        (await db.AccountPolicies.AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.Registration ?? options.Value.Registration;
}
