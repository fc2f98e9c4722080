using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;

namespace ChatAi.WebUI.Http;

internal static class ZipBody
{
    /// <summary>A ZIP file that is sent while it is written.</summary>
    public static Task<ZipArchive> OpenZipAsync(this HttpContext context, CancellationToken cancellationToken)
    {
        // ZipArchive writes the last bytes of each entry synchronously.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return ZipArchive.CreateAsync(
            context.Response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
    }
}
