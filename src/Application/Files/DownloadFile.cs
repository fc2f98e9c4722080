using ChatAi.Application.Common;
using ChatAi.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Files;

/// <param name="AsImage">Whether it is to be shown as an image; other kinds are then refused.</param>
public sealed record DownloadFileQuery(FileId File, bool AsImage = false) : IRequest<Result<FileDownload>>;

/// <param name="ImageType">Such as <c>image/png</c>; null for other kinds.</param>
/// <param name="Blocks">The bytes. They end early if the file is deleted meanwhile.</param>
public sealed record FileDownload(string Name, long Size, string? ImageType, IAsyncEnumerable<byte[]> Blocks);

internal sealed class DownloadFileHandler(IApplicationDbContext db, IFileStore store)
    : IRequestHandler<DownloadFileQuery, Result<FileDownload>>
{
    public async Task<Result<FileDownload>> Handle(DownloadFileQuery request, CancellationToken cancellationToken)
    {
        var file = await db.Files.AsNoTracking()
            .FirstOrDefaultAsync(f => f.Id == request.File && f.State != FileState.Uploading, cancellationToken);
        if (file is null) return FileErrors.NotFound;
        if (request.AsImage && !file.IsImage) return FileErrors.NotAnImage;
        return new FileDownload(file.Name, file.Size, file.ImageType, store.BlocksAsync(file.Id, cancellationToken));
    }
}
