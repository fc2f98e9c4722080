using ChatAi.Application.Common;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChatAi.WebUI.Http;

/// <summary>Rejects a body by its announced length. Kestrel stops one that is longer than announced.</summary>
internal static class BodyLimit
{
    public const int Message = 1024 * 1024;
    private const int Drained = 16 * 1024 * 1024;

    public static ProblemResult Refusal { get; } = new(
        AppError.Invalid("body.too-large"), StatusCodes.Status413PayloadTooLarge);

    // Kestrel reads the metadata; MVC's attribute would set the limit again after the body has been read.
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ForMessageAttribute : Attribute, IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Message;
    }

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? Message;
        if (context.Request.ContentLength is not { } length || length <= limit)
        {
            await next(context);
            return;
        }

        if (length <= Drained) await DrainAsync(context);
        var isFile = context.GetEndpoint()?.Metadata.GetMetadata<RawBodyAttribute>() is not null;
        await (isFile ? new ProblemResult(AppError.TooLarge("file.too-large", limit)) : Refusal).ExecuteAsync(context);
    });

    // A client that is still sending when the connection closes would not see the response.
    private static async Task DrainAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Drained;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
    }
}
