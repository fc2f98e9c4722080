using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Application.Settings;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Localization;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Settings;

[Needs(Right.Member)]
public sealed class SettingsController(IMediator mediator) : Controller
{
    [HttpGet("/settings")]
    public async Task<IActionResult> Show(CancellationToken cancellationToken, bool saved = false)
    {
        var settings = await mediator.Send(new GetSettingsQuery(), cancellationToken);
        return settings.IsSuccess
            ? await PageAsync(SettingsForm.Of(settings.Value), null, saved, cancellationToken)
            : new ProblemResult(settings.Error);
    }

    [HttpPost("/settings")]
    public async Task<IActionResult> Save(SettingsForm form, CancellationToken cancellationToken)
    {
        var command = form.Read();
        var saved = command.IsSuccess ? await mediator.Send(command.Value, cancellationToken) : command.Error;
        if (saved.IsSuccess)
        {
            PageLanguage.Remember(HttpContext, command.Value.Language);
            return HttpContext.WantsPage() ? LocalRedirect("~/settings?saved=true") : NoContent();
        }

        return HttpContext.WantsPage() ? await PageAsync(form, saved.Error, false, cancellationToken) : new ProblemResult(saved.Error);
    }

    private bool IsRoot => HttpContext.SessionUser()?.Role == UserRole.Root;

    private async Task<IActionResult> PageAsync(SettingsForm form, AppError? error, bool isSaved, CancellationToken cancellationToken)
    {
        var models = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!models.IsSuccess)
            return new ProblemResult(models.Error);
        var policy = IsRoot ? await mediator.Send(new GetPolicyQuery(), cancellationToken) : null;
        if (policy is { IsSuccess: false })
            return new ProblemResult(policy.Error);
        if (error is not null)
            ProblemResult.SetStatus(Response, error);
        return View(
            "Show",
            new SettingsViewModel(
                form,
                [.. models.Value.Where(m => m is { CanChat: true, Broken: null, IsRemote: false }).Select(m => m.Name)],
                error is null ? null : HttpContext.Show(error),
                isSaved,
                policy?.Value
            )
        );
    }
}
