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
        var max = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? Message;
        var isFile = context.GetEndpoint()?.Metadata.GetMetadata<RawBodyAttribute>() is not null;

        // Anything but the file itself, such as a form, would be read into memory.
        var limit = isFile && !RawBodyAttribute.Accepts(context) ? Message : max;
        if (limit < max && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
            kestrel.MaxRequestBodySize = limit;
        if (context.Request.ContentLength is not { } length || length <= limit)
        {
            await next(context);
            return;
        }

        if (length <= Drained) await DrainAsync(context);
        await (isFile ? new ProblemResult(AppError.TooLarge("file.too-large", max)) : Refusal).ExecuteAsync(context);
    });

    // A client that is still sending when the connection closes would not see the response.
    private static async Task DrainAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Drained;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
    }
}
