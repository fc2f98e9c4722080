using ChatAi.Application.Common;
using ChatAi.Infrastructure.Operations;
using Microsoft.AspNetCore.Diagnostics;

namespace ChatAi.WebUI.Http;

internal sealed partial class UnexpectedErrors(ILogger<UnexpectedErrors> logger) : IExceptionHandler
{
    private static readonly ProblemResult Unforeseen = new(
        AppError.Unavailable("unexpected"),
        StatusCodes.Status500InternalServerError);

    private static readonly ProblemResult FullDisk =
        new(AppError.Unavailable("disk-full"), StatusCodes.Status507InsufficientStorage);

    private static readonly ProblemResult StoreUnavailable =
        new(AppError.Unavailable("store-unavailable"), StatusCodes.Status503ServiceUnavailable);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            var refusal =
                bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? BodyLimit.Refusal
                    : new ProblemResult(AppError.Invalid("request.malformed"), bad.StatusCode);
            await refusal.ExecuteAsync(httpContext);
            return true;
        }

        LogUnexpected(exception, httpContext.Request.Method, EndpointName(httpContext));
        await ResultFor(exception).ExecuteAsync(httpContext);
        return true;
    }

    private static ProblemResult ResultFor(Exception exception)
    {
        if (StoreErrors.IsFull(exception)) return FullDisk;
        return StoreErrors.IsBusy(exception) || StoreErrors.IsDown(exception) ? StoreUnavailable : Unforeseen;
    }

    // The request has lost its endpoint by now; the feature still has it.
    private static string EndpointName(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName ?? "what is no endpoint";

    [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed")]
    private partial void LogUnexpected(Exception exception, string method, string endpoint);
}
