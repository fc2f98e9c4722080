using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Files;

[Needs(Right.Own)]
public sealed class FilesController(IMediator mediator) : Controller
{
    /// <param name="unit">The number of a page or another unit of its text; null for the first one.</param>
    [HttpGet("/files/{id:guid}/view")]
    public async Task<IActionResult> Show(Guid id, int? unit, CancellationToken cancellationToken)
    {
        var file = await mediator.Send(new GetFileQuery(new FileId(id)), cancellationToken);
        if (!file.IsSuccess) return new ProblemResult(file.Error);
        var hasText = file.Value is { State: FileState.Ready, Kind: not FileKind.Image };
        if (!hasText) return View(new FileViewModel(file.Value, null, null));

        var text = await mediator.Send(new ReadFileTextQuery(new FileId(id), unit), cancellationToken);
        if (text.IsSuccess) return View(new FileViewModel(file.Value, text.Value, null));
        if (text.Error != FileErrors.NoText) return new ProblemResult(text.Error);
        return View(new FileViewModel(file.Value, null, unit));
    }
}
