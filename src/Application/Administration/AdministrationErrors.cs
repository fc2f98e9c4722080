using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Administration;

internal static class AdministrationErrors
{
    public static readonly AppError NoSuchUser = AppError.NotFound(
        "user.not-found",
        "This account does not exist. It may have been deleted."
    );

    public static readonly AppError NoHeir = AppError.Conflict(
        "user.no-heir", "Chats can only be handed over to another active member. Administrators can't receive chats.");

    public static readonly AppError OwnAccount = AppError.Conflict(
        "user.is-you", "This is your own account. Change it on your account page, or ask another administrator.");

    public static AppError NotActive(User user) => AppError.Conflict("user.not-active", $"The account of {user.Name} is not active.");
}
