using System.Text.Json;
using ChatAi.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Common;

/// <summary>Tells a refusal: as ProblemDetails to a program, as a page to a reader. The one place that knows the statuses.</summary>
internal sealed class Refusal(AppError error, int? status = null) : IResult, IActionResult
{
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What a refused request was refused for, when its error page is written.</summary>
    public static AppError? Of(HttpContext context) => context.Items[typeof(Refusal)] as AppError;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var code = status ?? StatusOf(error.Kind);
        if (!httpContext.WantsPage()) return Problem(error, code).ExecuteAsync(httpContext);

        // Without a body, the status code pages write the page.
        httpContext.Items[typeof(Refusal)] = error;
        httpContext.Response.StatusCode = code;
        return Task.CompletedTask;
    }

    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    private static ProblemHttpResult Problem(AppError error, int status)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = error.Code };
        if (error.Fields.Count > 0)
            extensions["errors"] = error.Fields.ToDictionary(f => JsonNamingPolicy.CamelCase.ConvertName(f.Key), f => f.Value);
        return TypedResults.Problem(error.Detail, statusCode: status, extensions: extensions);
    }
}
