using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Accounts;

[Needs(Right.Member)]
public sealed class ProfileController(IMediator mediator) : Controller
{
    public const string Path = "/account";

    [HttpGet(Path)]
    public Task<IActionResult> Show(string? done, CancellationToken cancellationToken) => PageAsync(done, null, null, cancellationToken);

    [HttpPost(Path + "/name")]
    public async Task<IActionResult> Rename(string? username, CancellationToken cancellationToken) =>
        await DoneAsync(
            "name",
            await mediator.Send(new RenameAccountCommand(username?.Trim() ?? ""), cancellationToken),
            username,
            cancellationToken
        );

    [HttpPost(Path + "/password")]
    public async Task<IActionResult> ChangePassword(
        [FromForm(Name = "current_password")] string? currentPassword, string? password,
        [FromForm(Name = "confirm_password")] string? confirmPassword, CancellationToken cancellationToken) =>
        await DoneAsync(
            "password",
            await mediator.Send(new ChangePasswordCommand(currentPassword ?? "", password ?? "", confirmPassword ?? ""), cancellationToken),
            null, cancellationToken);

    [HttpPost(Path + "/sessions/end")]
    public async Task<IActionResult> EndSession(Guid id, CancellationToken cancellationToken) =>
        await DoneAsync(
            "session",
            await mediator.Send(new EndSessionCommand(new SessionId(id)), cancellationToken),
            null,
            cancellationToken
        );

    [HttpPost(Path + "/sessions/end_others")]
    public async Task<IActionResult> EndOtherSessions(CancellationToken cancellationToken) =>
        await DoneAsync("sessions", await mediator.Send(new EndOtherSessionsCommand(), cancellationToken), null, cancellationToken);

    [HttpPost(Path + "/delete")]
    public async Task<IActionResult> Delete(
        [FromForm(Name = "current_password")] string? currentPassword,
        CancellationToken cancellationToken
    )
    {
        var deleted = await mediator.Send(new DeleteAccountCommand(currentPassword ?? ""), cancellationToken);
        if (!deleted.IsSuccess) return await DoneAsync("delete", deleted, null, cancellationToken);
        HttpContext.ForgetSession();
        return HttpContext.WantsPage() ? LocalRedirect($"~{CookieSignIn.LoginPath}?done=deleted") : NoContent();
    }

    private async Task<IActionResult> DoneAsync(string what, Result result, string? userName, CancellationToken cancellationToken)
    {
        if (!HttpContext.WantsPage()) return result.IsSuccess ? NoContent() : new ProblemResult(result.Error);
        return result.IsSuccess
            ? LocalRedirect($"~{Path}?done={what}")
            : await PageAsync(null, new FailedChange(what, result.Error, HttpContext.Show(result.Error)), userName, cancellationToken);
    }

    private async Task<IActionResult> PageAsync(string? done, FailedChange? failed, string? userName, CancellationToken cancellationToken)
    {
        var account = await mediator.Send(new GetAccountQuery(), cancellationToken);
        if (!account.IsSuccess) return new ProblemResult(account.Error);
        var sessions = await mediator.Send(new ListSessionsQuery(), cancellationToken);
        if (!sessions.IsSuccess) return new ProblemResult(sessions.Error);
        if (failed is not null) ProblemResult.SetStatus(Response, failed.Error);
        return View("Show", new AccountViewModel(account.Value, sessions.Value, userName ?? account.Value.Name, done, failed));
    }
}
