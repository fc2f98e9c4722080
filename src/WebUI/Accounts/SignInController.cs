using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
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
public sealed class SignInController(IMediator mediator, PendingCookie pending, IStringLocalizer<AccountTexts> texts) : Controller
{
    [HttpGet("/")]
    public IActionResult Start() => LocalRedirect(User.Identity?.IsAuthenticated is true ? Urls.Home : $"~{CookieSignIn.LoginPath}");

    [HttpGet(CookieSignIn.LoginPath)]
    public async Task<IActionResult> SignIn(string? returnUrl, string? done, CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated is true) return LocalRedirect(Local(returnUrl));
        var state = await mediator.Send(new GetSignInStateQuery(), cancellationToken);
        return state.IsSuccess
            ? View(new SignInViewModel { Registration = state.Value.Registration, ReturnUrl = returnUrl, Done = MessageFor(done) })
            : new ProblemResult(state.Error);
    }

    [HttpPost(CookieSignIn.LoginPath)]
    public async Task<IActionResult> SignIn(string? username, string? password, string? returnUrl, CancellationToken cancellationToken)
    {
        var signedIn = await mediator.Send(new SignInCommand(username ?? "", password ?? ""), cancellationToken);
        var started = signedIn.IsSuccess ? await HttpContext.SignInAsync(signedIn.Value) : signedIn.Error;
        if (started.IsSuccess) return LocalRedirect(Local(returnUrl));
        if (!HttpContext.WantsPage()) return new ProblemResult(started.Error);
        if (started.Error.Code == "account.pending")
        {
            var account = await mediator.Send(new FindPendingAccountQuery(username ?? ""), cancellationToken);
            if (account.IsSuccess) pending.Write(HttpContext, account.Value);
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return View("Waiting", new WaitingViewModel(username ?? ""));
        }

        var state = await mediator.Send(new GetSignInStateQuery(), cancellationToken);
        ProblemResult.SetStatus(Response, started.Error);
        return View(new SignInViewModel
        {
            Registration = state.IsSuccess ? state.Value.Registration : RegistrationMode.Closed,
            UserName = username,
            ReturnUrl = returnUrl,
            Error = HttpContext.Show(started.Error),
        });
    }

    [HttpPost("/logout")]
    [Needs(Right.Member)]
    [LimitByAddress(AddressLimit.None)]
    public async Task<IActionResult> SignOutAsync()
    {
        await HttpContext.SignOutOfSessionAsync();
        return LocalRedirect($"~{CookieSignIn.LoginPath}");
    }

    private string? MessageFor(string? done) => done switch
    {
        "password" => texts["Your password has been changed. Sign in with the new one."].Value,
        "deleted" => texts["Your account and all its data have been deleted."].Value,
        _ => null,
    };

    private string Local(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : Urls.Home;
}
