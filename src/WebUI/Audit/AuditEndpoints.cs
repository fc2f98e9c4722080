using System.Text;
using ChatAi.Application.Audit;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Audit;

internal static class AuditEndpoints
{
    public const string Csv = "/audit/export.csv";
    public const string Lines = "/audit/export.jsonl";

    private static readonly ExportFormat CommaSeparated = new("CSV", "text/csv; charset=utf-8", "audit.csv", AuditExport.WriteCsvAsync);

    private static readonly ExportFormat JsonLines =
        new("JSON lines", "application/jsonl; charset=utf-8", "audit.jsonl", AuditExport.WriteLinesAsync);

    public static void MapAuditEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet(Csv, ([AsParameters] AuditForm form, HttpContext context, IMediator mediator, CancellationToken token) =>
            ExportAsync(form, CommaSeparated, context, mediator, token)).Needs(Right.Root);
        app.MapGet(Lines, ([AsParameters] AuditForm form, HttpContext context, IMediator mediator, CancellationToken token) =>
            ExportAsync(form, JsonLines, context, mediator, token)).Needs(Right.Root);
    }

    private static async Task<IResult> ExportAsync(
        AuditForm form, ExportFormat format, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var filter = form.Read(context.Request.UtcOffset());
        if (!filter.IsSuccess) return new ProblemResult(filter.Error);
        var bound = await context.BindToSessionAsync(mediator);
        if (!bound.IsSuccess) return new ProblemResult(bound.Error);
        var rows = await mediator.Send(new ExportAuditQuery(filter.Value, format.Name), cancellationToken);
        if (!rows.IsSuccess) return new ProblemResult(rows.Error);

        var disposition = new ContentDispositionHeaderValue("attachment") { FileName = format.FileName };
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                await format.WriteAsync(rows.Value, context, text);
            },
            format.ContentType);
    }

    private sealed record ExportFormat(
        string Name, string ContentType, string FileName, Func<IAsyncEnumerable<AuditRow>, HttpContext, TextWriter, Task> WriteAsync);
}
