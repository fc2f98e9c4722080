using ChatAi.Domain.Files;

namespace ChatAi.Application.Files;

/// <summary>The bytes of files.</summary>
public interface IFileStore
{
    /// <summary>Starts to write a file whose bytes arrive.</summary>
    Task<IFileWriter> WriteAsync(FileId file, CancellationToken cancellationToken);

    /// <summary>All blocks in their order. Each is read by itself, so that a slow reader holds no transaction. Ends early if the file is
    /// deleted meanwhile.</summary>
    IAsyncEnumerable<byte[]> BlocksAsync(FileId file, CancellationToken cancellationToken);

    /// <summary>Removes in the background what belongs to files that are gone, and files that nothing refers to.</summary>
    void NotifyDeleted();
}

/// <summary>Writes the blocks of one file in their order.</summary>
public interface IFileWriter : IAsyncDisposable
{
    /// <summary>Adds blocks in one short transaction.</summary>
    /// <returns>False if the file is gone.</returns>
    Task<bool> AddAsync(IReadOnlyList<byte[]> blocks);

    /// <summary>Saves the state of the file. It and all blocks survive a power cut from now on.</summary>
    /// <returns>False if the file is gone.</returns>
    Task<bool> CompleteAsync(StoredFile file);
}
