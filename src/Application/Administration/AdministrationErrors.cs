using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Administration;

internal static class AdministrationErrors
{
    public static readonly AppError NoSuchUser = AppError.NotFound(
        "user.not-found",
        "There is no such account. It may have been removed already."
    );

    public static readonly AppError NoHeir = AppError.Conflict(
        "user.no-heir", "The chats can only go to another member whose account works, and never to a root, who must not read them.");

    public static readonly AppError OwnAccount = AppError.Conflict(
        "user.is-you", "This is your own account. Change it on its own page, or ask another root.");

    public static AppError NotActive(User user) => AppError.Conflict("user.not-active", $"{user.Name} has no account that works.");
}
