using System.IO.Compression;
using System.Text.Json;
using ChatAi.Application.Accounts;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.WebUI.Http;
using MediatR;

namespace ChatAi.WebUI.Accounts;

/// <summary>What is stored about a user as a ZIP file: JSON, and the files beside it. It is written while it is read.</summary>
internal sealed class AccountArchive(AccountExport export, JsonSerializerOptions json, IMediator mediator) : IResult
{
    private const string Name = "chat-ai.json";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellationToken = httpContext.RequestAborted;
        httpContext.Response.ContentType = "application/zip";
        await using var zip = await httpContext.OpenZipAsync(cancellationToken);
        await using (var entry = await zip.CreateEntry(Name).OpenAsync(cancellationToken))
            await JsonSerializer.SerializeAsync(entry, export, json, cancellationToken);
        foreach (var file in export.Files) await AddAsync(zip, file, cancellationToken);
    }

    private async Task AddAsync(ZipArchive zip, ExportedFile file, CancellationToken cancellationToken)
    {
        // Deleted in the meantime.
        var content = await mediator.Send(new DownloadFileQuery(new FileId(file.Id)), cancellationToken);
        if (!content.IsSuccess) return;

        // Most files are compressed already.
        await using var entry = await zip.CreateEntry(file.Path, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await foreach (var block in content.Value.Blocks) await entry.WriteAsync(block, cancellationToken);
    }
}
