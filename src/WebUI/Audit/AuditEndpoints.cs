using System.Text;
using System.Text.Json;
using ChatAi.Application.Audit;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Audit;

internal static class AuditEndpoints
{
    public const string Csv = "/audit/export.csv";
    public const string Lines = "/audit/export.jsonl";

    private static readonly string[] Columns = ["id", "time", "who", "who_id", "action", "target", "ip_address", "outcome", "count"];

    public static void MapAuditEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet(Csv, ([AsParameters] AuditForm form, HttpContext context, IMediator mediator, CancellationToken token) =>
            ExportAsync(form, "CSV", "text/csv; charset=utf-8", "audit.csv", WriteCsvAsync, context, mediator, token)).Needs(Right.Root);
        app.MapGet(Lines, ([AsParameters] AuditForm form, HttpContext context, IMediator mediator, CancellationToken token) =>
                ExportAsync(
                    form,
                    "JSON lines",
                    "application/jsonl; charset=utf-8",
                    "audit.jsonl",
                    WriteLinesAsync,
                    context,
                    mediator,
                    token
                )
            )
            .Needs(Right.Root);
    }

    private static async Task<IResult> ExportAsync(
        AuditForm form, string format, string type, string name, Func<IAsyncEnumerable<AuditRow>, HttpContext, TextWriter, Task> write,
        HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var filter = form.Read(context.Request.UtcOffset());
        if (!filter.IsSuccess) return new ProblemResult(filter.Error);
        var bound = await context.BindToSessionAsync(mediator);
        if (!bound.IsSuccess) return new ProblemResult(bound.Error);
        var rows = await mediator.Send(new ExportAuditQuery(filter.Value, format), cancellationToken);
        if (!rows.IsSuccess) return new ProblemResult(rows.Error);

        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        return TypedResults.Stream(
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                await write(rows.Value, context, text);
            },
            type);
    }

    private static async Task WriteCsvAsync(IAsyncEnumerable<AuditRow> rows, HttpContext context, TextWriter text)
    {
        var texts = context.ErrorText();
        await text.WriteAsync(CsvLine.Of(Columns));
        await foreach (var row in rows.WithCancellation(context.RequestAborted))
        {
            await text.WriteAsync(
                CsvLine.Of(
                    $"{row.Id}",
                    DisplayFormat.Iso8601(row.At),
                    row.Who,
                    $"{row.WhoId}",
                    row.Action,
                    AuditWords.Target(row.Target, texts),
                    row.IpAddress,
                    row.Outcome,
                    $"{row.Count}"
                )
            );
        }
    }

    private static async Task WriteLinesAsync(IAsyncEnumerable<AuditRow> rows, HttpContext context, TextWriter text)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var texts = context.ErrorText();
        await foreach (var row in rows.WithCancellation(context.RequestAborted))
        {
            var line = new AuditLine(
                row.Id, row.At, row.Who, row.WhoId?.Value, row.Action, AuditWords.Target(row.Target, texts), row.IpAddress, row.Outcome,
                row.Count);
            await text.WriteAsync($"{JsonSerializer.Serialize(line, options)}\n");
        }
    }

    private sealed record AuditLine(
        long Id, DateTimeOffset Time, string Who, Guid? WhoId, string Action, string Target, string IpAddress, string Outcome, int Count);
}
