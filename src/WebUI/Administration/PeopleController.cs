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
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatAi.WebUI.Administration;

[Needs(Right.Root)]
public sealed class PeopleController(IMediator mediator, ShownLinks links) : Controller
{
    public const string Path = "/root_dashboard";

    private static readonly AppError Malformed = AppError.Invalid("form.malformed");

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

    [HttpPost("/approve_user")]
    public Task<IActionResult> Approve(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new ApproveUserCommand(new UserId(id)), Path, cancellationToken);

    [HttpPost("/decline_user")]
    public Task<IActionResult> Decline(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new DeclineUserCommand(new UserId(id)), Path, cancellationToken);

    [HttpPost("/disable_user")]
    public Task<IActionResult> Disable(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new DisableUserCommand(new UserId(id)), PersonPath(id), cancellationToken);

    [HttpPost("/enable_user")]
    public Task<IActionResult> Enable(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new EnableUserCommand(new UserId(id)), PersonPath(id), cancellationToken);

    [HttpPost("/change_role")]
    public Task<IActionResult> ChangeRole(Guid id, [BindRequired] UserRole role, CancellationToken cancellationToken) =>
        SendAsync(new ChangeRoleCommand(new UserId(id), role), User.UserId() == new UserId(id) ? "~/" : PersonPath(id), cancellationToken);

    [HttpPost("/sign_out_user")]
    public Task<IActionResult> SignOutUser(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new SignOutUserCommand(new UserId(id)), PersonPath(id), cancellationToken);

    /// <param name="handOverTo">Who gets the chats; null deletes them.</param>
    [HttpPost("/remove_user")]
    public Task<IActionResult> Remove(Guid id, [FromForm(Name = "hand_over_to")] Guid? handOverTo, CancellationToken cancellationToken) =>
        SendAsync(new RemoveUserCommand(new UserId(id), handOverTo is { } heir ? new UserId(heir) : null), Path, cancellationToken);

    [HttpPost("/reset_user_password")]
    public async Task<IActionResult> ResetPassword(Guid id, CancellationToken cancellationToken)
    {
        var made = await mediator.Send(new CreatePasswordResetCommand(new UserId(id)), cancellationToken);
        if (!made.IsSuccess) return new ProblemResult(made.Error);
        if (!HttpContext.WantsPage()) return Json(Shown(PasswordResetController.Path, made.Value));
        return LocalRedirect(QueryHelpers.AddQueryString(PersonPath(id), "made", Sealed(made.Value)));
    }

    [HttpPost("/registration")]
    public Task<IActionResult> ChangeRegistration([BindRequired] RegistrationMode mode, CancellationToken cancellationToken) =>
        SendAsync(new ChangeRegistrationCommand(mode), Path + "#registration", cancellationToken);

    [HttpPost("/invite")]
    public async Task<IActionResult> Invite(InvitationForm form, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return new ProblemResult(Malformed);
        var made = await mediator.Send(
            new CreateInvitationCommand(form.Note ?? "", form.Uses ?? 1, form.Days ?? InvitationForm.UsualDays),
            cancellationToken
        );
        if (!HttpContext.WantsPage())
            return made.IsSuccess ? Json(Shown(InvitationController.Path, made.Value)) : new ProblemResult(made.Error);

        if (made.IsSuccess) return LocalRedirect(QueryHelpers.AddQueryString($"~{Path}", "made", Sealed(made.Value)) + "#invitations");
        ProblemResult.SetStatus(Response, made.Error);
        return await ListAsync("", null, made.Error, cancellationToken);
    }

    [HttpPost("/revoke_invitation")]
    public Task<IActionResult> RevokeInvitation(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new RevokeInvitationCommand(new InvitationId(id)), Path + "#invitations", cancellationToken);

    private async Task<IActionResult> SendAsync(IRequest<Result> command, string next, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return new ProblemResult(Malformed);
        var result = await mediator.Send(command, cancellationToken);
        if (!result.IsSuccess) return new ProblemResult(result.Error);
        return HttpContext.WantsPage() ? LocalRedirect(next) : NoContent();
    }

    private async Task<IActionResult> ListAsync(string name, ShownLink? link, AppError? error, CancellationToken cancellationToken)
    {
        var users = await mediator.Send(new ListUsersQuery(name), cancellationToken);
        if (!users.IsSuccess) return new ProblemResult(users.Error);
        var invitations = await mediator.Send(new ListInvitationsQuery(), cancellationToken);
        if (!invitations.IsSuccess) return new ProblemResult(invitations.Error);
        var state = await mediator.Send(new GetSignInStateQuery(), cancellationToken);
        if (!state.IsSuccess) return new ProblemResult(state.Error);

        var (waiting, accounts) = (
            users.Value.Users.Where(u => u.Status == UserStatus.Pending),
            users.Value.Users.Where(u => u.Status != UserStatus.Pending)
        );
        return View(
            "Show",
            new PeopleViewModel(
                [.. waiting],
                [.. accounts],
                users.Value.Count,
                name,
                invitations.Value,
                state.Value.Registration,
                User.UserId(),
                link,
                error is null ? null : HttpContext.Show(error)
            )
        );
    }

    private string Sealed(NewLink link) => links.Seal(User.UserId()!.Value, link);

    private ShownLink? Opened(string path, string? sealedLink) =>
        links.Open(User.UserId()!.Value, sealedLink) is { } link ? Shown(path, link) : null;

    private ShownLink Shown(string path, NewLink link) =>
        new(new Uri($"{Request.Scheme}://{Request.Host}{Request.PathBase}{path}/{link.Token}"), link.ExpiresAt);

    private static string PersonPath(Guid id) => $"~{Path}/{id}";
}
