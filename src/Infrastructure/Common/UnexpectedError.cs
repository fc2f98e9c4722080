using ChatAi.Application.Common;

namespace ChatAi.Infrastructure.Common;

/// <summary>A bug, for those who wait for an answer or a download. The log has the details.</summary>
internal static class UnexpectedError
{
    public static readonly AppError Portal = AppError.Unavailable("portal.unexpected");
}
