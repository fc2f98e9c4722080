using ChatAi.Application.Common;

namespace ChatAi.Application.Accounts;

internal static class SessionErrors
{
    public static readonly AppError Ended = AppError.Unauthenticated("session.ended");

    public static readonly AppError NotFound = AppError.NotFound("session.not-found");
}
