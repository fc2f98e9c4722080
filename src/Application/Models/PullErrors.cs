using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

internal static class PullErrors
{
    public static readonly AppError NotFound = AppError.NotFound("pull.not-found");

    public static AppError None(ModelName model) => AppError.NotFound("pull.none", model);
}
