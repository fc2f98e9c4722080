using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChatAi.Application.Accounts;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Accounts;

internal static class AccountEndpoints
{
    public const string DataPath = ProfileController.Path + "/data";
    public const string SessionPath = ProfileController.Path + "/session";

    // People open this file in a browser too, so HTML characters stay escaped.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void MapAccountEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet(DataPath, ExportAsync).Needs(Right.Member);
        app.MapGet(SessionPath, ShowSession).Needs(Right.Member);
    }

    private static Ok<SessionResponse> ShowSession(HttpContext context) =>
        TypedResults.Ok(new SessionResponse(context.User.UserId()!.Value.Value));

    private static async Task<IResult> ExportAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var bound = await context.BindToSessionAsync(mediator);
        if (!bound.IsSuccess) return new ProblemResult(bound.Error);
        var export = await mediator.Send(new ExportAccountQuery(), cancellationToken);
        if (!export.IsSuccess) return new ProblemResult(export.Error);

        var day = export.Value.ExportedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var extension = export.Value.Files.Count > 0 ? "zip" : "json";
        context.Response.Headers[HeaderNames.ContentDisposition] = $"attachment; filename=\"chat-ai-{day}.{extension}\"";
        var json = new JsonSerializerOptions(Json) { Converters = { new ReasonJson(context.ErrorText()) } };
        return export.Value.Files.Count > 0 ? new AccountArchive(export.Value, json, mediator) : TypedResults.Json(export.Value, json);
    }
}

internal sealed record SessionResponse(Guid User);
