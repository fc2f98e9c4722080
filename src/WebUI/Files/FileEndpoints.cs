using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Streams;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Files;

internal static class FileEndpoints
{
    /// <summary>Percent-encoded UTF-8, as encodeURIComponent writes it.</summary>
    public const string NameHeader = "X-File-Name";

    private static readonly AppError NoLength = AppError.Invalid("file.no-length");

    public static void MapFileEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapPost("/files", UploadAsync).Needs(Right.Member).WithMetadata(new RawBodyAttribute());
        var file = app.MapGroup("/files/{id:guid}").Needs(Right.Own);
        file.MapGet("", DownloadAsync);
        file.MapGet("/image", ShowImageAsync);
        file.MapGet("/text", ReadTextAsync);
        file.MapGet("/events", FollowAsync);
        file.MapDelete("", DeleteAsync);
    }

    private static async Task<IResult> UploadAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var name = Uri.UnescapeDataString(context.Request.Headers[NameHeader].ToString());
        if (context.Request.ContentLength is not { } size) return new ProblemResult(NoLength, StatusCodes.Status411LengthRequired);
        var uploaded = await mediator.Send(new UploadFileCommand(name, size, context.Request.Body), cancellationToken);
        return uploaded.IsSuccess
            ? TypedResults.Created(context.Resolve(Urls.File(uploaded.Value.Id)), FileResponse.Of(uploaded.Value))
            : new ProblemResult(uploaded.Error);
    }

    private static async Task<IResult> DownloadAsync(
        Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        // A large file takes its time on a slow network.
        var bound = await context.BindToSessionAsync(mediator);
        if (!bound.IsSuccess) return new ProblemResult(bound.Error);
        var file = await mediator.Send(new DownloadFileQuery(new FileId(id)), cancellationToken);
        if (!file.IsSuccess) return new ProblemResult(file.Error);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Value.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return FileResult.Attachment(file.Value);
    }

    private static async Task<IResult> ShowImageAsync(Guid id, IMediator mediator, CancellationToken cancellationToken)
    {
        var file = await mediator.Send(new DownloadFileQuery(new FileId(id), AsImage: true), cancellationToken);
        return file.IsSuccess ? FileResult.Image(file.Value) : new ProblemResult(file.Error);
    }

    private static async Task<IResult> ReadTextAsync(
        Guid id, IMediator mediator, CancellationToken cancellationToken, int? unit = null)
    {
        var text = await mediator.Send(new ReadFileTextQuery(new FileId(id), unit), cancellationToken);
        return text.IsSuccess ? TypedResults.Ok(FileTextResponse.Of(text.Value)) : new ProblemResult(text.Error);
    }

    private static async Task<IResult> FollowAsync(Guid id, IMediator mediator, CancellationToken cancellationToken)
    {
        var changes = await mediator.Send(new FollowFileQuery(new FileId(id)), cancellationToken);
        return changes.IsSuccess
            ? EventStream.Of(changes.Value, view => new ServerEvent("file", FileResponse.Of(view)))
            : new ProblemResult(changes.Error);
    }

    private static async Task<IResult> DeleteAsync(Guid id, IMediator mediator, CancellationToken cancellationToken)
    {
        var deleted = await mediator.Send(new DeleteFileCommand(new FileId(id)), cancellationToken);
        return deleted.IsSuccess ? TypedResults.NoContent() : new ProblemResult(deleted.Error);
    }
}
