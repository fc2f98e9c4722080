using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Application.Settings;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
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
        if (saved.IsSuccess) return HttpContext.WantsPage() ? LocalRedirect("~/settings?saved=true") : NoContent();
        return HttpContext.WantsPage() ? await PageAsync(form, saved.Error, false, cancellationToken) : new ProblemResult(saved.Error);
    }

    private async Task<IActionResult> PageAsync(SettingsForm form, AppError? error, bool isSaved, CancellationToken cancellationToken)
    {
        var models = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!models.IsSuccess)
            return new ProblemResult(models.Error);
        if (error is not null)
            ProblemResult.SetStatus(Response, error);
        return View(
            "Show",
            new SettingsViewModel(
                form,
                [.. models.Value.Where(m => m is { CanChat: true, Broken: null, IsRemote: false }).Select(m => m.Name)],
                error is null ? null : HttpContext.Show(error),
                isSaved
            )
        );
    }
}

/// <param name="Models">Models that can be the default: they can chat and run locally.</param>
public sealed record SettingsViewModel(SettingsForm Form, IReadOnlyList<string> Models, ShownError? Error, bool IsSaved)
{
    public string? ErrorOf(string field) => Error?.Of(field);

    public string? ErrorBesideFields => Error?.BesideFields;
}
