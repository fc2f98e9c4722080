using ChatAi.Application.Files;
using ChatAi.WebUI.Http;

namespace ChatAi.WebUI.Files;

/// <summary>Sends a file block by block.</summary>
internal sealed class FileResult : IResult
{
    // Whatever a file contains, a browser neither runs nor shows it.
    private static readonly PagePolicy Sandbox = new("default-src 'none'; sandbox");

    // Opened by itself, an image stands on a page of the browser, which styles it.
    private static readonly PagePolicy ImageSandbox = new("default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox");

    private readonly FileDownload _file;
    private readonly string _type;
    private readonly PagePolicy _policy;

    private FileResult(FileDownload file, string type, PagePolicy policy) => (_file, _type, _policy) = (file, type, policy);

    public static FileResult Attachment(FileDownload file) => new(file, RawBodyAttribute.MediaType, Sandbox);

    public static FileResult Image(FileDownload file) => new(file, file.ImageType!, ImageSandbox);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Features.Set(_policy);
        httpContext.Response.ContentType = _type;
        httpContext.Response.ContentLength = _file.Size;
        long sent = 0;
        await foreach (var block in _file.Blocks)
        {
            await httpContext.Response.Body.WriteAsync(block, httpContext.RequestAborted);
            sent += block.Length;
        }

        // It was deleted meanwhile. A broken connection tells the client that this is not all of it.
        if (sent != _file.Size) httpContext.Abort();
    }
}
