using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Http;

[Needs(Right.Anyone)]
[WorksWithoutAccount]
[RequireAntiforgeryToken(required: false)]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ErrorController : Controller
{
    // No parameters: binding could fail again on the form that caused the error.
    [Route("/error/{status:int:range(400,599)}")]
    public IActionResult Show()
    {
        // Reachable only by re-execution.
        var isAsked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null;
        var status = isAsked ? StatusCodes.Status404NotFound : int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        var error = ProblemResult.Of(HttpContext) ?? Unexplained(status);
        if (!HttpContext.WantsPage()) return new ProblemResult(error, status);

        Response.StatusCode = status;
        return View("Error", new ErrorViewModel(status, Heading(status), ProblemResult.TextFor(HttpContext, error)));
    }

    private static string Heading(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "That did not work",
        StatusCodes.Status401Unauthorized => "You are signed out",
        StatusCodes.Status403Forbidden => "This is not yours to do",
        StatusCodes.Status404NotFound => "There is no such page",
        StatusCodes.Status409Conflict => "That is not possible now",
        StatusCodes.Status413PayloadTooLarge => "That is too large",
        StatusCodes.Status429TooManyRequests => "That was too often",
        StatusCodes.Status503ServiceUnavailable => "Ollama cannot do that now",
        StatusCodes.Status507InsufficientStorage => "The disk is full",
        < 500 => "That did not work",
        _ => "Something went wrong",
    };

    private static AppError Unexplained(int status) => status switch
    {
        StatusCodes.Status404NotFound => AppError.NotFound("not-found", "The address may be mistyped, or what was here is gone."),
        StatusCodes.Status405MethodNotAllowed => AppError.Invalid("method", "This address does not take that kind of request."),
        StatusCodes.Status415UnsupportedMediaType => AppError.Invalid("media-type", "This address does not take that kind of content."),
        _ => new AppError(ErrorKind.Invalid, "status", "The request could not be answered. Go back and try again."),
    };
}

public sealed record ErrorViewModel(int Status, string Heading, string Detail);
