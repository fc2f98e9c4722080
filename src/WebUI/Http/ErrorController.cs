using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Errors;
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
public sealed class ErrorController(ErrorText texts) : Controller
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
        return View("Error", new ErrorViewModel(status, texts.Of(Heading(status)), texts.Of(error)));
    }

    private static Reason Heading(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Reason.Of("heading.failed"),
        StatusCodes.Status401Unauthorized => Reason.Of("heading.signed-out"),
        StatusCodes.Status403Forbidden => Reason.Of("heading.forbidden"),
        StatusCodes.Status404NotFound => Reason.Of("heading.not-found"),
        StatusCodes.Status409Conflict => Reason.Of("heading.conflict"),
        StatusCodes.Status413PayloadTooLarge => Reason.Of("heading.too-large"),
        StatusCodes.Status429TooManyRequests => Reason.Of("heading.too-many"),
        StatusCodes.Status503ServiceUnavailable => Reason.Of("heading.unavailable"),
        StatusCodes.Status507InsufficientStorage => Reason.Of("heading.disk-full"),
        < 500 => Reason.Of("heading.failed"),
        _ => Reason.Of("heading.unexpected"),
    };

    private static AppError Unexplained(int status) => status switch
    {
        StatusCodes.Status404NotFound => AppError.NotFound("not-found"),
        StatusCodes.Status405MethodNotAllowed => AppError.Invalid("method"),
        StatusCodes.Status415UnsupportedMediaType => AppError.Invalid("media-type"),
        _ => AppError.Invalid("status"),
    };
}

public sealed record ErrorViewModel(int Status, string Heading, string Detail);
