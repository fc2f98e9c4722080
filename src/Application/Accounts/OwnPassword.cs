using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Requires the current password before sensitive changes. Wrong attempts are throttled as at sign-in.</summary>
internal sealed class OwnPassword(
    IApplicationDbContext db,
    IAccounts accounts,
    ISignInThrottle throttle,
    ICurrentUser current,
    ICurrentClient client
)
{
    public static readonly AppError Wrong = AppError.Forbidden("password.wrong").InField("CurrentPassword");

    public async Task<Result<User>> CheckAsync(string password, CancellationToken cancellationToken)
    {
        if (!PasswordRule.IsPossible(password)) return Wrong;

        var id = current.RequireId();
        if (await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user) return AccountErrors.Gone;
        var attempt = throttle.Begin(user.FoldedName, client.Network, client.DeviceOf(id), isKnownNetwork: true);
        if (!attempt.IsSuccess) return attempt.Error;

        var isRight = await accounts.CheckPasswordAsync(user, password, isKnown: true, cancellationToken);
        if (isRight is { IsSuccess: true, Value: false }) return Wrong;

        attempt.Value.WasNotWrong();
        return isRight.IsSuccess ? user : isRight.Error;
    }
}
