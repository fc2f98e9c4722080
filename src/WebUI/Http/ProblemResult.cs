using System.Globalization;
using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.WebUI.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatAi.WebUI.Http;

/// <summary>Shows an error as ProblemDetails to programs and as a page to browsers. Only this class maps errors to status codes.</summary>
internal sealed class ProblemResult(AppError error, int? status = null) : IResult, IActionResult
{
    private static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.OutOfSpace => StatusCodes.Status507InsufficientStorage,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The error that the error page shows.</summary>
    public static AppError? Of(HttpContext context) => context.Items[typeof(ProblemResult)] as AppError;

    public static void SetStatus(HttpResponse response, AppError error, int? status = null)
    {
        response.StatusCode = status ?? StatusOf(error.Kind);
        if (error.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        SetStatus(httpContext.Response, error, status);
        if (!httpContext.WantsPage()) return WriteProblemAsync(httpContext);

        // An empty body makes the status code pages middleware render the page.
        httpContext.Items[typeof(ProblemResult)] = error;
        return Task.CompletedTask;
    }

    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    // Not TypedResults.Problem, which writes an empty body from a controller without [ApiController].
    private Task WriteProblemAsync(HttpContext context)
    {
        var code = context.Response.StatusCode;
        var shown = context.Show(error);
        var problem = new ProblemDetails { Status = code, Title = ReasonPhrases.GetReasonPhrase(code), Detail = shown.Detail };
        problem.Extensions["code"] = shown.Code;
        if (shown.Fields.Count > 0)
            problem.Extensions["errors"] = shown.Fields.ToDictionary(f => JsonNamingPolicy.CamelCase.ConvertName(f.Key), f => f.Value);

        return context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }
}
