using ChatAi.Application.Audit;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Audit;

[Needs(Right.Root)]
public sealed class AuditController(IMediator mediator) : Controller
{
    public const string Path = "/audit";

    [HttpGet(Path)]
    public async Task<IActionResult> Show([FromQuery] AuditForm form, CancellationToken cancellationToken, string? before = null)
    {
        var filter = form.Read(Request.UtcOffset());
        if (!filter.IsSuccess) return new ProblemResult(filter.Error);
        var position = AuditPosition.Parse(before);
        var page = await mediator.Send(new ListAuditQuery(filter.Value, position), cancellationToken);
        return page.IsSuccess
            ? View(new AuditViewModel(form, page.Value.Rows, page.Value.Older, position is not null))
            : new ProblemResult(page.Error);
    }
}

/// <param name="Older">Where the next page begins.</param>
/// <param name="IsOlder">Not the first page.</param>
public sealed record AuditViewModel(AuditForm Form, IReadOnlyList<AuditRow> Rows, AuditPosition? Older, bool IsOlder)
{
    public string Csv => Form.At(AuditEndpoints.Csv);

    public string Lines => Form.At(AuditEndpoints.Lines);
}
