using System.Globalization;
using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatAi.WebUI.Http;

/// <summary>Tells a refusal: as ProblemDetails to a program, as a page to a reader. The one place that knows the statuses.</summary>
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
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What a refused request was refused for, when its error page is written.</summary>
    public static AppError? Of(HttpContext context) => context.Items[typeof(ProblemResult)] as AppError;

    /// <summary>Sets the status, and what goes with it.</summary>
    public static void SetStatus(HttpResponse response, AppError error, int? status = null)
    {
        response.StatusCode = status ?? StatusOf(error.Kind);
        if (error.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What the reader of this response may know.</summary>
    public static string TextFor(HttpContext context, AppError error) => error.TextFor(context.User.IsInRole(nameof(UserRole.Root)));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        SetStatus(httpContext.Response, error, status);
        if (!httpContext.WantsPage()) return WriteProblemAsync(httpContext);

        // Without a body, the status code pages write the page.
        httpContext.Items[typeof(ProblemResult)] = error;
        return Task.CompletedTask;
    }

    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    // Not TypedResults.Problem: below a controller without [ApiController], the framework's writer leaves the body empty.
    private Task WriteProblemAsync(HttpContext context)
    {
        var code = context.Response.StatusCode;
        var problem = new ProblemDetails { Status = code, Title = ReasonPhrases.GetReasonPhrase(code), Detail = TextFor(context, error) };
        problem.Extensions["code"] = error.Code;
        if (error.Fields.Count > 0)
            problem.Extensions["errors"] = error.Fields.ToDictionary(f => JsonNamingPolicy.CamelCase.ConvertName(f.Key), f => f.Value);

        return context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }
}
