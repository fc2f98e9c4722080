using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Accounts;

[Needs(Right.Anyone)]
[LimitByAddress(AddressLimit.SignIn)]
public sealed class PasswordResetController(IMediator mediator, IStringLocalizer<AccountTexts> texts) : Controller
{
    public const string Path = "/reset_password";

    [HttpGet(Path + "/{token}")]
    public Task<IActionResult> Show(string? token, CancellationToken cancellationToken) => FormAsync(token, null, cancellationToken);

    [HttpPost(Path + "/{token}")]
    public async Task<IActionResult> Choose(
        string? token, string? password, [FromForm(Name = "confirm_password")] string? confirmPassword, CancellationToken cancellationToken)
    {
        var chosen = await mediator.Send(new ResetPasswordCommand(token ?? "", password ?? "", confirmPassword ?? ""), cancellationToken);
        if (chosen.IsSuccess)
        {
            // Lets the user sign in even while others are guessing the password.
            HttpContext.RequestServices.GetRequiredService<DeviceCookie>().Remember(HttpContext, chosen.Value);
        }

        if (!HttpContext.WantsPage())
            return chosen.IsSuccess ? NoContent() : new ProblemResult(chosen.Error);
        return chosen.IsSuccess
            ? LocalRedirect($"~{CookieSignIn.LoginPath}?done=password")
            : await FormAsync(token, chosen.Error, cancellationToken);
    }

    private async Task<IActionResult> FormAsync(string? token, AppError? error, CancellationToken cancellationToken)
    {
        var reset = await mediator.Send(new GetPasswordResetQuery(token ?? ""), cancellationToken);
        if ((error ?? reset.Error) is { } refusal)
        {
            if (!HttpContext.WantsPage()) return new ProblemResult(refusal);
            ProblemResult.SetStatus(Response, refusal);
        }

        return reset.IsSuccess
            ? View("Show", new PasswordResetViewModel
            {
                Token = token ?? "",
                UserName = reset.Value.UserName,
                Error = error is null ? null : HttpContext.Show(error),
            })
            : View("LinkGone", new LinkGoneViewModel(texts["This link can't be used"], HttpContext.ErrorText().Of(reset.Error)));
    }
}

public sealed record PasswordResetViewModel : AccountForm
{
    public required string Token { get; init; }
}
