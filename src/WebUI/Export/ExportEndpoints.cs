using System.Globalization;
using System.IO.Compression;
using System.Text;
using ChatAi.Application.Common;
using ChatAi.Application.Export;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Export;

/// <summary>Downloads of one chat or all chats. They are written while they are read from the store.</summary>
internal static class ExportEndpoints
{
    public const string AllAsMarkdown = "/chats/export.zip";
    public const string AllAsJsonLines = "/chats/export.jsonl";

    public static void MapExportEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet(AllAsMarkdown, ExportAllAsMarkdownAsync).Needs(Right.Member);
        app.MapGet(AllAsJsonLines, ExportAllAsJsonLinesAsync).Needs(Right.Member);
        var chat = app.MapGroup("/chat/{id:guid}").Needs(Right.Own);
        chat.MapGet("/export.md", ExportAsMarkdownAsync);
        chat.MapGet("/export.jsonl", ExportAsJsonLinesAsync);
    }

    private static async Task<IResult> ExportAsMarkdownAsync(
        Guid id, HttpContext context, IMediator mediator, MarkdownExport markdown, CancellationToken cancellationToken)
    {
        var chat = await SendAsync(new ExportChatQuery(new ChatId(id)), context, mediator, cancellationToken);
        return chat.IsSuccess
            ? Attachment(context, $"{ExportFileName.Of(chat.Value.Title)}.md", "text/markdown", async output =>
            {
                await using var text = Text(output);
                await markdown.WriteAsync(chat.Value, text, cancellationToken);
            })
            : new ProblemResult(chat.Error);
    }

    private static async Task<IResult> ExportAsJsonLinesAsync(
        Guid id, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var chat = await SendAsync(new ExportChatQuery(new ChatId(id)), context, mediator, cancellationToken);
        return chat.IsSuccess
            ? JsonLines(context, ExportFileName.Of(chat.Value.Title), new[] { chat.Value }.ToAsyncEnumerable(), cancellationToken)
            : new ProblemResult(chat.Error);
    }

    private static async Task<IResult> ExportAllAsJsonLinesAsync(
        HttpContext context, IMediator mediator, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = await SendAsync(new ExportChatsQuery(), context, mediator, cancellationToken);
        return all.IsSuccess ? JsonLines(context, NameOfAll(time), all.Value.Chats, cancellationToken) : new ProblemResult(all.Error);
    }

    private static async Task<IResult> ExportAllAsMarkdownAsync(
        HttpContext context, IMediator mediator, MarkdownExport markdown, TimeProvider time, CancellationToken cancellationToken)
    {
        var all = await SendAsync(new ExportChatsQuery(), context, mediator, cancellationToken);
        if (!all.IsSuccess) return new ProblemResult(all.Error);
        return Attachment(context, $"{NameOfAll(time)}.zip", "application/zip", async _ =>
        {
            await using var zip = await context.OpenZipAsync(cancellationToken);
            var number = 0;
            await foreach (var chat in all.Value.Chats.WithCancellation(cancellationToken))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{++number:0000} {ExportFileName.Of(chat.Title)}.md");
                await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
                await using var text = Text(entry);
                await markdown.WriteAsync(chat, text, cancellationToken);
            }
        });
    }

    // A long one takes its time on a slow network, and ends with the session.
    private static async Task<Result<T>> SendAsync<T>(
        IRequest<Result<T>> query, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var bound = await context.BindToSessionAsync(mediator);
        return bound.IsSuccess ? await mediator.Send(query, cancellationToken) : bound.Error;
    }

    private static PushStreamHttpResult JsonLines(
        HttpContext context, string name, IAsyncEnumerable<ExportedChat> chats, CancellationToken cancellationToken) =>
        Attachment(context, $"{name}.jsonl", "application/jsonl",
            output => JsonLinesExport.WriteAsync(chats, output, cancellationToken));

    private static PushStreamHttpResult Attachment(HttpContext context, string name, string type, Func<Stream, Task> write)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(write, type);
    }

    private static StreamWriter Text(Stream output) => new(output, new UTF8Encoding(false), bufferSize: 16_384, leaveOpen: true);

    private static string NameOfAll(TimeProvider time) =>
        string.Create(CultureInfo.InvariantCulture, $"chat-ai-chats-{time.GetUtcNow():yyyy-MM-dd}");
}
