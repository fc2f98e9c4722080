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
        return View("Error", new ErrorViewModel(status, ProblemResult.TextFor(HttpContext, error)));
    }

    private static AppError Unexplained(int status) => status switch
    {
        StatusCodes.Status404NotFound => AppError.NotFound("not-found", "The link may be wrong or the page was removed."),
        StatusCodes.Status405MethodNotAllowed => AppError.Invalid(
            "method", "This address doesn't accept this kind of request. Go back and try again."),
        StatusCodes.Status415UnsupportedMediaType => AppError.Invalid(
            "media-type", "This address doesn't accept this kind of content. Go back and try again."),
        _ => new AppError(ErrorKind.Invalid, "status", "The request failed. Go back and try again."),
    };
}

public sealed record ErrorViewModel(int Status, string Detail);
