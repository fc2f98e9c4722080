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
        long size = 0;
        for (var first = 0; ;)
        {
            var blocks = await content.ReadAsync(cancellationToken);
            if (blocks.Count == 0) break;
            if (!await store.AddAsync(file.Id, first, blocks, cancellationToken)) return FileErrors.NotFound;
            first += blocks.Count;
            size += blocks.Sum(block => (long)block.Length);
        }

        if (size != file.Size) return FileErrors.Shorter;
        file.Receive();
        var saved = await SaveAsync();
        if (saved.IsSuccess) readings.Notify();
        return saved;
    }

    private async Task<Result> ReceiveImageAsync(StoredFile file, FileBlocks content, CancellationToken cancellationToken)
    {
        if (file.Size > options.Value.MaxImageBytes) return FileErrors.ImageTooLarge(options.Value.MaxImageBytes);
        var bytes = await content.ReadAllAsync((int)file.Size, cancellationToken);
        if (bytes.Length != file.Size) return FileErrors.Shorter;
        var image = images.Clean(bytes);
        if (!image.IsSuccess) return image.Error;

        byte[][] blocks = [.. image.Value.Bytes.Chunk(FileBlock.Size)];
        if (!await store.AddAsync(file.Id, 0, blocks, cancellationToken)) return FileErrors.NotFound;
        file.ReceiveImage(image.Value.Type, image.Value.Width, image.Value.Height, image.Value.Bytes.Length);
        return await SaveAsync();
    }

    // Its owner may have deleted it while it arrived.
    private async Task<Result> SaveAsync()
    {
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            return Result.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            return FileErrors.NotFound;
        }
    }

    private async Task ForgetAsync(StoredFile file)
    {
        await db.Files.Where(f => f.Id == file.Id).ExecuteDeleteAsync(CancellationToken.None);
        store.NotifyDeleted();
    }
}
