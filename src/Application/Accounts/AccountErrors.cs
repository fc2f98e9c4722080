using ChatAi.Application.Common;

namespace ChatAi.Application.Accounts;

public static class AccountErrors
{
    internal static readonly AppError NoInvitation = AppError.NotFound(
        "invitation.not-found", "This invitation does not exist. Check that you copied the whole link, or ask for a new one.");

    internal static readonly AppError NoReset = AppError.NotFound(
        "reset.not-found",
        "This link was already used, was replaced by a newer one or has expired. Ask an administrator for a new one."
    );

    /// <summary>The account was deleted while its own request was running.</summary>
    public static readonly AppError Gone = AppError.NotFound("account.gone", "This account no longer exists. It may have been deleted.");

    internal static readonly AppError Pending = new(
        ErrorKind.Forbidden, "account.pending", "Your account is awaiting approval by an administrator.");

    internal static readonly AppError LastRoot = AppError.Conflict(
        "user.last-root", "This is the only active administrator. Make someone else an administrator first.");

    /// <summary>One message for both cases: either way the user has to choose another name.</summary>
    public static AppError NameTaken(string name) => OfField(
        AppError.Conflict("user.name-taken", $"The name {name} is taken, or looks like one that is. Choose another name."), "UserName");

    internal static AppError OfField(AppError error, string field) =>
        error with { Fields = new Dictionary<string, string[]> { [field] = [error.Detail] } };
}
