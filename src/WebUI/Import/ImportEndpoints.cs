using ChatAi.Application.Common;
using ChatAi.Application.Import;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Import;

/// <summary>The page sends its file twice: to see what is in it, and to import it. So nothing is kept in between.</summary>
internal static class ImportEndpoints
{
    private static readonly AppError NoLength = AppError.Invalid("file.no-length");

    public static void MapImportEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapPost(ImportController.Path + "/preview", PreviewAsync).Needs(Right.Member)
            .WithMetadata(new RawBodyAttribute(ImportErrors.MaxBytes));
        app.MapPost(ImportController.Path, ImportAsync).Needs(Right.Member).WithMetadata(new RawBodyAttribute(ImportErrors.MaxBytes));
    }

    private static Task<IResult> PreviewAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        RunAsync(context, (content, size) => mediator.Send(new PreviewImportQuery(content, size), cancellationToken), isDone: false);

    private static Task<IResult> ImportAsync(HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        RunAsync(context, (content, size) => mediator.Send(new ImportChatsCommand(content, size), cancellationToken), isDone: true);

    private static async Task<IResult> RunAsync(
        HttpContext context, Func<Stream, long, Task<Result<ImportSummary>>> run, bool isDone)
    {
        if (context.Request.ContentLength is not { } size) return new ProblemResult(NoLength, StatusCodes.Status411LengthRequired);
        var summary = await run(context.Request.Body, size);
        if (!summary.IsSuccess) return new ProblemResult(summary.Error);
        var texts = context.RequestServices.GetRequiredService<IStringLocalizer<ImportTexts>>();
        return TypedResults.Ok(ImportResponse.Of(summary.Value, isDone, texts, context.ErrorText()));
    }
}
