using ChatAi.Application.Accounts;
using ChatAi.Application.Administration;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Accounts;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatAi.WebUI.Administration;

[Needs(Right.Root)]
public sealed class PeopleController(IMediator mediator, ShownLinks links) : Controller
{
    public const string Path = "/root_dashboard";

    internal const string PagePath = $"~{Path}";

    internal static readonly AppError Malformed = AppError.Invalid("form.malformed");

    [HttpGet(Path)]
    public Task<IActionResult> Show(string? q, string? made, CancellationToken cancellationToken) =>
        ListAsync(q ?? "", Opened(InvitationController.Path, made), null, cancellationToken);

    [HttpGet(Path + "/{id:guid}")]
    public async Task<IActionResult> Person(Guid id, string? made, CancellationToken cancellationToken)
    {
        var user = await mediator.Send(new GetUserQuery(new UserId(id)), cancellationToken);
        if (!user.IsSuccess) return new ProblemResult(user.Error);
        return View("Person", new PersonViewModel(user.Value, new UserId(id) == User.UserId(), Opened(PasswordResetController.Path, made)));
    }

    [HttpPost("/reset_user_password")]
    public async Task<IActionResult> ResetPassword(Guid id, CancellationToken cancellationToken)
    {
        var made = await mediator.Send(new CreatePasswordResetCommand(new UserId(id)), cancellationToken);
        if (!made.IsSuccess) return new ProblemResult(made.Error);
        if (!HttpContext.WantsPage()) return Json(Shown(PasswordResetController.Path, made.Value));
        return LocalRedirect(QueryHelpers.AddQueryString(PersonPath(id), "made", Sealed(made.Value)));
    }

    [HttpPost("/invite")]
    public async Task<IActionResult> Invite(InvitationForm form, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return new ProblemResult(Malformed);
        var command = new CreateInvitationCommand(form.Note ?? "", form.Uses ?? 1, form.Days ?? InvitationForm.UsualDays);
        var made = await mediator.Send(command, cancellationToken);
        if (!HttpContext.WantsPage())
            return made.IsSuccess ? Json(Shown(InvitationController.Path, made.Value)) : new ProblemResult(made.Error);

        if (made.IsSuccess) return LocalRedirect(QueryHelpers.AddQueryString(PagePath, "made", Sealed(made.Value)) + "#invitations");
        ProblemResult.SetStatus(Response, made.Error);
        return await ListAsync("", null, made.Error, cancellationToken);
    }

    private async Task<IActionResult> ListAsync(string name, ShownLink? link, AppError? error, CancellationToken cancellationToken)
    {
        var users = await mediator.Send(new ListUsersQuery(name), cancellationToken);
        if (!users.IsSuccess) return new ProblemResult(users.Error);
        var invitations = await mediator.Send(new ListInvitationsQuery(), cancellationToken);
        if (!invitations.IsSuccess) return new ProblemResult(invitations.Error);
        var state = await mediator.Send(new GetSignInStateQuery(), cancellationToken);
        if (!state.IsSuccess) return new ProblemResult(state.Error);

        return View("Show", new PeopleViewModel(
            [.. users.Value.Users.Where(u => u.Status == UserStatus.Pending)],
            [.. users.Value.Users.Where(u => u.Status != UserStatus.Pending)],
            users.Value.Count,
            name,
            invitations.Value,
            state.Value.Registration,
            User.UserId(),
            link,
            error is null ? null : HttpContext.Show(error)));
    }

    private string Sealed(NewLink link) => links.Seal(User.UserId()!.Value, link);

    private ShownLink? Opened(string path, string? sealedLink) =>
        links.Open(User.UserId()!.Value, sealedLink) is { } link ? Shown(path, link) : null;

    private ShownLink Shown(string path, NewLink link) =>
        new(new Uri($"{Request.Scheme}://{Request.Host}{Request.PathBase}{path}/{link.Token}"), link.ExpiresAt);

    internal static string PersonPath(Guid id) => $"{PagePath}/{id}";
}
