using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Administration;

internal static class AdministrationErrors
{
    public static readonly AppError NoSuchUser = AppError.NotFound("user.not-found");

    public static readonly AppError NoHeir = AppError.Conflict("user.no-heir");

    public static readonly AppError OwnAccount = AppError.Conflict("user.is-you");

    public static AppError NotActive(User user) => AppError.Conflict("user.not-active", user.Name);

    public static AppError NotPending(User user) => AppError.Conflict("user.not-pending", user.Name);
}
