using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Models;

[Needs(Right.Member)]
public sealed class ModelsController(IMediator mediator) : Controller
{
    /// <param name="now">Whether to ask the model server again.</param>
    /// <param name="all">Whether to show the whole catalogue.</param>
    [HttpGet("/dashboard")]
    public async Task<IActionResult> Dashboard(CancellationToken cancellationToken, bool now = false, bool all = false)
    {
        var server = await mediator.Send(new GetModelServerStatusQuery(now), cancellationToken);
        if (!server.IsSuccess) return new ProblemResult(server.Error);
        var downloads = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
        if (!downloads.IsSuccess) return new ProblemResult(downloads.Error);
        var installed = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!installed.IsSuccess) return new ProblemResult(installed.Error);
        var catalogue = await mediator.Send(new ListCatalogueQuery(), cancellationToken);
        if (!catalogue.IsSuccess) return new ProblemResult(catalogue.Error);
        var speeds = await mediator.Send(new ListModelSpeedsQuery(), cancellationToken);
        if (!speeds.IsSuccess) return new ProblemResult(speeds.Error);
        var policy = await mediator.Send(new GetPolicyQuery(), cancellationToken);
        if (!policy.IsSuccess) return new ProblemResult(policy.Error);
        var requests = await mediator.Send(new ListRequestsQuery(), cancellationToken);
        if (!requests.IsSuccess) return new ProblemResult(requests.Error);

        return View(new DashboardViewModel(
            server.Value,
            downloads.Value,
            InstalledCard.Of(installed.Value, catalogue.Value, speeds.Value),
            CatalogueFamily.Fold(catalogue.Value),
            policy.Value,
            requests.Value,
            ShowAll: all,
            IsRoot()));
    }

    [HttpGet("/model/details/{**name}")]
    public async Task<IActionResult> Details(string? name, CancellationToken cancellationToken)
    {
        var page = await mediator.Send(new ShowModelQuery(Urls.ModelName(name)), cancellationToken);
        if (!page.IsSuccess) return new ProblemResult(page.Error);
        var speeds = await mediator.Send(new ListModelSpeedsQuery(), cancellationToken);
        if (!speeds.IsSuccess) return new ProblemResult(speeds.Error);
        return View(new ModelViewModel(page.Value, Speed.Of(page.Value.Row.Name, speeds.Value), IsRoot()));
    }

    private bool IsRoot() => HttpContext.SessionUser()?.Role == UserRole.Root;
}
