using ChatAi.Application.Administration;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Common;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Administration;

[Needs(Right.Root)]
public sealed class PeopleController(IMediator mediator) : Controller
{
    private const string Path = "/root_dashboard";

    [HttpGet(Path)]
    public async Task<IActionResult> Show(CancellationToken cancellationToken)
    {
        var users = await mediator.Send(new ListUsersQuery(), cancellationToken);
        return users.IsSuccess
            ? View(new PeopleViewModel(
                [.. users.Value.Where(u => u.Status == UserStatus.Pending)],
                [.. users.Value.Where(u => u.Status != UserStatus.Pending)],
                User.UserId()))
            : new Refusal(users.Error);
    }

    [HttpPost("/approve_user")]
    public async Task<IActionResult> Approve(Guid id, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new ApproveUserCommand(new UserId(id)), cancellationToken));

    [HttpPost("/remove_user")]
    public async Task<IActionResult> Remove(Guid id, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new RemoveUserCommand(new UserId(id)), cancellationToken));

    private IActionResult Done(Result result)
    {
        if (!result.IsSuccess) return new Refusal(result.Error);
        return HttpContext.WantsPage() ? LocalRedirect(Path) : NoContent();
    }
}

/// <param name="Waiting">Those who asked for an account.</param>
/// <param name="Me">Who looks at the page.</param>
public sealed record PeopleViewModel(IReadOnlyList<UserRow> Waiting, IReadOnlyList<UserRow> Accounts, UserId? Me);
