using ChatAi.Application.Files;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChatAi.WebUI.Http;

/// <summary>An endpoint whose body is a file, <c>application/octet-stream</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RawBodyAttribute(long maxBytes = FilesOptions.LargestFile) : Attribute, IRequestSizeLimitMetadata
{
    public const string MediaType = "application/octet-stream";

    public long? MaxRequestBodySize => maxBytes;

    public static bool Accepts(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RawBodyAttribute>() is not null
        && MediaType.Equals(context.Request.ContentType, StringComparison.OrdinalIgnoreCase);
}
