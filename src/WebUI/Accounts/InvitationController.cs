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
public sealed class InvitationController(IMediator mediator, IStringLocalizer<AccountTexts> texts) : Controller
{
    public const string Path = "/invitation";

    [HttpGet(Path + "/{token}")]
    public async Task<IActionResult> Show(string? token, CancellationToken cancellationToken)
    {
        var invitation = await mediator.Send(new GetInvitationQuery(token ?? ""), cancellationToken);
        return invitation.IsSuccess ? View("Show", new InvitationViewModel { Token = token ?? "" }) : Invalid(invitation.Error);
    }

    [HttpPost(Path + "/{token}")]
    public async Task<IActionResult> Accept(
        string? token,
        string? username,
        string? password,
        [FromForm(Name = "confirm_password")] string? confirmPassword,
        CancellationToken cancellationToken
    )
    {
        var accepted = await mediator.Send(
            new AcceptInvitationCommand(token ?? "", username?.Trim() ?? "", password ?? "", confirmPassword ?? ""), cancellationToken);
        if (accepted.IsSuccess)
        {
            var signedIn = await HttpContext.SignInAsync(accepted.Value);
            return signedIn.IsSuccess ? LocalRedirect(Urls.Home) : new ProblemResult(signedIn.Error);
        }

        if (!HttpContext.WantsPage()) return new ProblemResult(accepted.Error);
        if (accepted.Error.Kind == ErrorKind.NotFound) return Invalid(accepted.Error);
        ProblemResult.SetStatus(Response, accepted.Error);
        return View("Show", new InvitationViewModel { Token = token ?? "", UserName = username, Error = HttpContext.Show(accepted.Error) });
    }

    private IActionResult Invalid(AppError error)
    {
        if (!HttpContext.WantsPage()) return new ProblemResult(error);
        ProblemResult.SetStatus(Response, error);
        return View("LinkGone", new LinkGoneViewModel(texts["This invitation can't be used"], HttpContext.ErrorText().Of(error)));
    }
}

public sealed record InvitationViewModel : AccountForm
{
    public required string Token { get; init; }
}

public sealed record LinkGoneViewModel(string Heading, string Detail);
