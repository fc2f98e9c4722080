using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

internal static class PullErrors
{
    public static readonly AppError NotFound = AppError.NotFound("pull.not-found",
        "This download does not exist. It may have already ended.");
}
