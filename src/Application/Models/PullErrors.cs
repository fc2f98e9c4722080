using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

internal static class PullErrors
{
    public static readonly AppError NotFound = AppError.NotFound("pull.not-found",
        "There is no such download. It may have ended already.");
}
