using ChatAi.Application.Common;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChatAi.WebUI.Common;

/// <summary>Refuses a body that is announced as too large before it is read; Kestrel stops one that is not announced.</summary>
internal static class BodyLimit
{
    public const int Message = 1024 * 1024;

    public static Refusal Refusal { get; } = new(
        AppError.Invalid("body.too-large", "This is larger than the 1 MB that a message may have. Shorten it, or send it in parts."),
        StatusCodes.Status413PayloadTooLarge);

    // Kestrel reads it from the endpoint. MVC's own attribute would set it once more, when the body has been read.
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ForMessageAttribute : Attribute, IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Message;
    }

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize is { } most
            && context.Request.ContentLength > most
            ? Refusal.ExecuteAsync(context)
            : next(context));
}
