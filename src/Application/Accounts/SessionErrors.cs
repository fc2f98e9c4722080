using ChatAi.Application.Common;

namespace ChatAi.Application.Accounts;

internal static class SessionErrors
{
    public static readonly AppError Ended =
        new(ErrorKind.Unauthenticated, "session.ended", "You have been signed out. Sign in again.");

    public static readonly AppError NotFound = AppError.NotFound("session.not-found", "That session has already ended.");
}
