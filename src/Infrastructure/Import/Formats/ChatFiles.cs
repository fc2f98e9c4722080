using ChatAi.Application.Import;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Operations;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>Keeps an uploaded file while it is read: a ZIP file can only be read from its end.</summary>
internal sealed class ChatFiles(DataDirectory data, TimeProvider time) : IChatFiles
{
    private const int BufferSize = 64 * 1024;

    public async Task<IChatFile> ReceiveAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = Create();
        try
        {
            await content.CopyToAsync(file, cancellationToken);
            return new ChatFile(file, time.GetUtcNow());
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // In the data directory, which is not in memory. Without a name from the start, so that a crash leaves nothing.
    private FileStream Create()
    {
        var path = data.File($"import-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = BufferSize,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}

/// <summary>The rest of a file cannot be read.</summary>
internal sealed class ChatFileException(Reason reason) : Exception(reason.Code)
{
    public Reason Reason { get; } = reason;
}
