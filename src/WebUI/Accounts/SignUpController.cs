using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Accounts;

/// <summary>The first account, and accounts that people create for themselves.</summary>
[Needs(Right.Anyone)]
[LimitByAddress(AddressLimit.SignIn)]
public sealed class SignUpController(IMediator mediator, PendingCookie pending) : Controller
{
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
        string? username, string? password, [FromForm(Name = "confirm_password")] string? confirmPassword,
        CancellationToken cancellationToken)
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
        string? username, string? password, [FromForm(Name = "confirm_password")] string? confirmPassword,
        CancellationToken cancellationToken)
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

    private IActionResult Refused(AppError error, AccountForm form)
    {
        if (!HttpContext.WantsPage()) return new ProblemResult(error);
        ProblemResult.SetStatus(Response, error);
        return View(form);
    }
}
