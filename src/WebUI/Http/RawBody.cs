using ChatAi.Application.Files;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChatAi.WebUI.Http;

/// <summary>An endpoint whose body is a file, <c>application/octet-stream</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RawBodyAttribute : Attribute, IRequestSizeLimitMetadata
{
    public const string MediaType = "application/octet-stream";

    public long? MaxRequestBodySize => FilesOptions.LargestFile;

    public static bool Accepts(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RawBodyAttribute>() is not null
        && MediaType.Equals(context.Request.ContentType, StringComparison.OrdinalIgnoreCase);
}
