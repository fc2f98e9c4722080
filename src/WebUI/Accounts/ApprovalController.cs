using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Accounts;

/// <summary>Where somebody waits whose account awaits approval. The page asks every few seconds and then signs in.</summary>
[Needs(Right.Anyone)]
[LimitByAddress(AddressLimit.SignIn)]
public sealed class ApprovalController(IMediator mediator, PendingCookie pending) : Controller
{
    public const string Path = "/register_user/approval";

    [HttpGet(Path)]
    [LimitByAddress(AddressLimit.None)]
    public async Task<IActionResult> Show(CancellationToken cancellationToken)
    {
        if (pending.Read(Request) is not { } account) return Ended(AccountErrors.Gone);
        var approval = await mediator.Send(new GetApprovalQuery(account), cancellationToken);
        if (!approval.IsSuccess) return Ended(approval.Error);
        return HttpContext.WantsPage() ? View("Waiting", new WaitingViewModel(account.Name)) : Ok(new ApprovalResponse(approval.Value));
    }

    [HttpPost(Path)]
    public async Task<IActionResult> Enter(CancellationToken cancellationToken)
    {
        if (pending.Read(Request) is not { } account) return Ended(AccountErrors.Gone);
        var approved = await mediator.Send(new SignInApprovedCommand(account.Id, account.Name), cancellationToken);
        if (approved is { IsSuccess: false, Error.Code: "account.pending" })
            return HttpContext.WantsPage() ? LocalRedirect($"~{Path}") : new ProblemResult(approved.Error);
        if (!approved.IsSuccess) return Ended(approved.Error);

        var started = await HttpContext.SignInAsync(approved.Value);
        if (!started.IsSuccess) return Ended(started.Error);
        pending.Delete(HttpContext);
        return LocalRedirect(Urls.Home);
    }

    private IActionResult Ended(AppError error)
    {
        pending.Delete(HttpContext);
        return HttpContext.WantsPage() ? LocalRedirect($"~{CookieSignIn.LoginPath}") : new ProblemResult(error);
    }
}

internal sealed record ApprovalResponse(bool Approved);
