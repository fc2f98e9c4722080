using ChatAi.Application.Files;

namespace ChatAi.WebUI.Files;

/// <summary>Sends a file block by block.</summary>
internal sealed class FileResult(FileDownload file, string type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = type;
        httpContext.Response.ContentLength = file.Size;
        long sent = 0;
        await foreach (var block in file.Blocks)
        {
            await httpContext.Response.Body.WriteAsync(block, httpContext.RequestAborted);
            sent += block.Length;
        }

        // It was deleted meanwhile. A broken connection tells the client that this is not all of it.
        if (sent != file.Size) httpContext.Abort();
    }
}
