using ChatAi.Application.Common;

namespace ChatAi.Application.Administration;

internal static class AdministrationErrors
{
    public static readonly AppError NoSuchUser = AppError.NotFound("user.not-found", "There is no such account. It may have been removed already.");
}
