using ChatAi.Application.Common;

namespace ChatAi.Application.Accounts;

public static class AccountErrors
{
    internal static readonly AppError NoInvitation = AppError.NotFound("invitation.not-found");

    internal static readonly AppError NoReset = AppError.NotFound("reset.not-found");

    /// <summary>The account was deleted while its own request was running.</summary>
    public static readonly AppError Gone = AppError.NotFound("account.gone");

    internal static readonly AppError Pending = AppError.Forbidden("account.pending");

    internal static readonly AppError LastRoot = AppError.Conflict("user.last-root");

    /// <summary>One error for both cases: either way the user has to choose another name.</summary>
    public static AppError NameTaken(string name) => AppError.Conflict("user.name-taken", name).InField("UserName");
}
