using ChatAi.Application.Administration;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ChatAi.WebUI.Administration;

/// <summary>Changes of accounts and registration that only lead back to a page.</summary>
[Needs(Right.Root)]
public sealed class PeopleChangesController(IMediator mediator) : Controller
{
    [HttpPost("/approve_user")]
    public Task<IActionResult> Approve(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new ApproveUserCommand(new UserId(id)), PeopleController.PagePath, cancellationToken);

    [HttpPost("/decline_user")]
    public Task<IActionResult> Decline(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new DeclineUserCommand(new UserId(id)), PeopleController.PagePath, cancellationToken);

    [HttpPost("/disable_user")]
    public Task<IActionResult> Disable(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new DisableUserCommand(new UserId(id)), PeopleController.PersonPath(id), cancellationToken);

    [HttpPost("/enable_user")]
    public Task<IActionResult> Enable(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new EnableUserCommand(new UserId(id)), PeopleController.PersonPath(id), cancellationToken);

    [HttpPost("/change_role")]
    public Task<IActionResult> ChangeRole(Guid id, [BindRequired] UserRole role, CancellationToken cancellationToken)
    {
        // Administrators who give up their own role can no longer open the page.
        var isOwn = User.UserId() == new UserId(id);
        return SendAsync(
            new ChangeRoleCommand(new UserId(id), role), isOwn ? "~/" : PeopleController.PersonPath(id), cancellationToken);
    }

    [HttpPost("/sign_out_user")]
    public Task<IActionResult> SignOutUser(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new SignOutUserCommand(new UserId(id)), PeopleController.PersonPath(id), cancellationToken);

    /// <param name="handOverTo">Who gets the chats; null deletes them.</param>
    [HttpPost("/remove_user")]
    public Task<IActionResult> Remove(Guid id, [FromForm(Name = "hand_over_to")] Guid? handOverTo, CancellationToken cancellationToken)
    {
        var heir = handOverTo is { } chosen ? new UserId(chosen) : (UserId?)null;
        return SendAsync(new RemoveUserCommand(new UserId(id), heir), PeopleController.PagePath, cancellationToken);
    }

    [HttpPost("/registration")]
    public Task<IActionResult> ChangeRegistration([BindRequired] RegistrationMode mode, CancellationToken cancellationToken) =>
        SendAsync(new ChangeRegistrationCommand(mode), PeopleController.PagePath + "#registration", cancellationToken);

    [HttpPost("/revoke_invitation")]
    public Task<IActionResult> RevokeInvitation(Guid id, CancellationToken cancellationToken) =>
        SendAsync(new RevokeInvitationCommand(new InvitationId(id)), PeopleController.PagePath + "#invitations", cancellationToken);

    private async Task<IActionResult> SendAsync(IRequest<Result> command, string next, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return new ProblemResult(PeopleController.Malformed);
        var result = await mediator.Send(command, cancellationToken);
        if (!result.IsSuccess) return new ProblemResult(result.Error);
        return HttpContext.WantsPage() ? LocalRedirect(next) : NoContent();
    }
}
