using ChatAi.Application.Common;

namespace ChatAi.Application.Accounts;

public static class AccountErrors
{
    internal static readonly AppError NoInvitation = AppError.NotFound(
        "invitation.not-found", "There is no such invitation. Look whether the whole link was copied, or ask for a new one.");

    internal static readonly AppError NoReset = AppError.NotFound(
        "reset.not-found",
        "This link has been used, was replaced by a newer one or has run out. Ask the owner of this server for a new one."
    );

    /// <summary>The account was deleted while its own request was running.</summary>
    internal static readonly AppError Gone = AppError.NotFound("account.gone", "This account is not there any more.");

    internal static readonly AppError LastRoot = AppError.Conflict(
        "user.last-root", "This is the only root whose account works. Make somebody else root first.");

    /// <summary>One message for both cases: either way the user has to choose another name.</summary>
    public static AppError NameTaken(string name) => OfField(
        AppError.Conflict("user.name-taken", $"The name {name} is taken, or looks like one that is. Choose another one."), "UserName");

    internal static AppError OfField(AppError error, string field) =>
        error with { Fields = new Dictionary<string, string[]> { [field] = [error.Detail] } };
}
