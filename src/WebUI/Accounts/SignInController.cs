using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
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

    [HttpGet(RequireFirstAccount.Path)]
    [WorksWithoutAccount]
    public async Task<IActionResult> RegisterRoot(CancellationToken cancellationToken)
    {
        var state = await mediator.Send(new GetSignInStateQuery(), cancellationToken);
        if (!state.IsSuccess) return new ProblemResult(state.Error);
        return state.Value.HasRoot ? LocalRedirect($"~{CookieSignIn.LoginPath}") : View(new RegisterRootViewModel());
    }

    [HttpPost(RequireFirstAccount.Path)]
    [WorksWithoutAccount]
    public async Task<IActionResult> RegisterRoot(
        string? username,
        string? password,
        [FromForm(Name = "confirm_password")] string? confirmPassword,
        CancellationToken cancellationToken
    )
    {
        var registered = await mediator.Send(
            new RegisterRootCommand(username?.Trim() ?? "", password ?? "", confirmPassword ?? ""), cancellationToken);
        if (!registered.IsSuccess)
            return Refused(registered.Error, new RegisterRootViewModel { UserName = username, Error = HttpContext.Show(registered.Error) });

        var started = await HttpContext.SignInAsync(registered.Value);
        return started.IsSuccess ? LocalRedirect(Urls.Home) : new ProblemResult(started.Error);
    }

    [HttpGet("/register_user")]
    public async Task<IActionResult> RegisterUser(CancellationToken cancellationToken)
    {
        var state = await mediator.Send(new GetSignInStateQuery(), cancellationToken);
        return state.IsSuccess
            ? View(new RegisterUserViewModel { Registration = state.Value.Registration })
            : new ProblemResult(state.Error);
    }

    [HttpPost("/register_user")]
    [LimitByAddress(AddressLimit.Registration)]
    public async Task<IActionResult> RegisterUser(
        string? username,
        string? password,
        [FromForm(Name = "confirm_password")] string? confirmPassword,
        CancellationToken cancellationToken
    )
    {
        var state = await mediator.Send(new GetSignInStateQuery(), cancellationToken);
        if (!state.IsSuccess) return new ProblemResult(state.Error);

        var registered = await mediator.Send(
            new RegisterUserCommand(username?.Trim() ?? "", password ?? "", confirmPassword ?? ""), cancellationToken);
        if (!registered.IsSuccess)
        {
            return Refused(registered.Error, new RegisterUserViewModel
            {
                Registration = state.Value.Registration,
                UserName = username,
                Error = HttpContext.Show(registered.Error),
            });
        }

        if (registered.Value.SignIn is not { } user)
        {
            pending.Write(HttpContext, registered.Value.Account);
            return LocalRedirect($"~{ApprovalController.Path}");
        }

        var started = await HttpContext.SignInAsync(user);
        return started.IsSuccess ? LocalRedirect(Urls.Home) : new ProblemResult(started.Error);
    }

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
        return Refused(started.Error, new SignInViewModel
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

    private IActionResult Refused(AppError error, object form)
    {
        if (!HttpContext.WantsPage()) return new ProblemResult(error);
        ProblemResult.SetStatus(Response, error);
        return View(form);
    }

    private string Local(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : Urls.Home;
}
