using System.Text.Json;
using ChatAi.Application.Audit;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Audit;

internal static class AuditExport
{
    private static readonly string[] Columns = ["id", "time", "who", "who_id", "action", "target", "ip_address", "outcome", "count"];

    public static async Task WriteCsvAsync(IAsyncEnumerable<AuditRow> rows, HttpContext context, TextWriter text)
    {
        var texts = context.ErrorText();
        await text.WriteAsync(CsvLine.Of(Columns));
        await foreach (var row in rows.WithCancellation(context.RequestAborted))
        {
            var line = CsvLine.Of(
                $"{row.Id}", DisplayFormat.Iso8601(row.At), row.Who, $"{row.WhoId}", row.Action, AuditWords.Target(row.Target, texts),
                row.IpAddress, row.Outcome, $"{row.Count}");
            await text.WriteAsync(line);
        }
    }

    public static async Task WriteLinesAsync(IAsyncEnumerable<AuditRow> rows, HttpContext context, TextWriter text)
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
