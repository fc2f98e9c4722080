using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Files;

/// <summary>Stores a file of the current user. Its text is read later.</summary>
/// <param name="Size">In bytes, as announced.</param>
public sealed record UploadFileCommand(string? Name, long Size, Stream Content) : IRequest<Result<FileView>>;

internal sealed class UploadFileHandler(
    IApplicationDbContext db, IFileStore store, IImageFiles images, IFileReadings readings, FileRoom room, UserLimits limits,
    ICurrentUser user, IOptions<FilesOptions> options, TimeProvider time)
    : IRequestHandler<UploadFileCommand, Result<FileView>>
{
    public async Task<Result<FileView>> Handle(UploadFileCommand request, CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        var name = FileName.Of(request.Name);
        if (name.Length == 0) return FileErrors.NoName;
        if (request.Size <= 0) return FileErrors.Empty;
        if (request.Size > options.Value.MaxBytes) return FileErrors.TooLarge(options.Value.MaxBytes);
        if (limits.RefuseUpload(owner) is { } refusal) return refusal;

        var announced = await AnnounceAsync(owner, name, request.Size);
        if (!announced.IsSuccess) return announced.Error;
        var file = announced.Value;
        var isStored = false;
        try
        {
            var received = await ReceiveAsync(file, new FileBlocks(request.Content), cancellationToken);
            isStored = received.IsSuccess;
            return isStored ? FileView.Of(file) : received.Error!;
        }
        finally
        {
            if (!isStored) await ForgetAsync(file);
        }
    }

    private async Task<Result<StoredFile>> AnnounceAsync(UserId owner, string name, long size)
    {
        var file = StoredFile.Announce(owner, name, size, time.GetUtcNow());
        var added = await db.InTransactionAsync(async () =>
        {
            if (await room.RefuseAsync(owner, size) is { } refusal) return refusal;
            db.Files.Add(file);
            await db.SaveChangesAsync(CancellationToken.None);
            return Result.Success;
        });
        return added.IsSuccess ? file : added.Error;
    }

    private async Task<Result> ReceiveAsync(StoredFile file, FileBlocks content, CancellationToken cancellationToken)
    {
        if (images.IsImage(await content.PeekAsync(IImageFiles.HeaderLength, cancellationToken)))
            return await ReceiveImageAsync(file, content, cancellationToken);
        await using var writer = await store.WriteAsync(file.Id, cancellationToken);
        if (await ReceiveBlocksAsync(writer, content, cancellationToken) is not { } size) return FileErrors.NotFound;
        if (size != file.Size) return FileErrors.Shorter;
        file.Receive();
        if (!await writer.CompleteAsync(file)) return FileErrors.NotFound;
        readings.Notify();
        return Result.Success;
    }

    /// <returns>The size in bytes, or null if its owner deleted the file while it arrived.</returns>
    private static async Task<long?> ReceiveBlocksAsync(IFileWriter writer, FileBlocks content, CancellationToken cancellationToken)
    {
        for (long size = 0; ;)
        {
            var blocks = await content.ReadAsync(cancellationToken);
            if (blocks.Count == 0) return size;
            if (!await writer.AddAsync(blocks)) return null;
            size += blocks.Sum(block => (long)block.Length);
        }
    }

    private async Task<Result> ReceiveImageAsync(StoredFile file, FileBlocks content, CancellationToken cancellationToken)
    {
        if (file.Size > options.Value.MaxImageBytes) return FileErrors.ImageTooLarge(options.Value.MaxImageBytes);
        var bytes = await content.ReadAllAsync((int)file.Size, cancellationToken);
        if (bytes.Length != file.Size) return FileErrors.Shorter;
        var image = images.Clean(bytes);
        if (!image.IsSuccess) return image.Error;

        await using var writer = await store.WriteAsync(file.Id, cancellationToken);
        if (!await writer.AddAsync([.. image.Value.Bytes.Chunk(FileBlock.Size)])) return FileErrors.NotFound;
        file.ReceiveImage(image.Value.Type, image.Value.Width, image.Value.Height, image.Value.Bytes.Length);
        return await writer.CompleteAsync(file) ? Result.Success : FileErrors.NotFound;
    }

    private async Task ForgetAsync(StoredFile file)
    {
        await db.Files.Where(f => f.Id == file.Id).ExecuteDeleteAsync(CancellationToken.None);
        store.NotifyDeleted();
    }
}
