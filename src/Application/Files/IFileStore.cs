using ChatAi.Domain.Files;

namespace ChatAi.Application.Files;

/// <summary>The bytes of files.</summary>
public interface IFileStore
{
    /// <summary>Adds blocks in one short transaction.</summary>
    /// <param name="first">The index of the first of these blocks.</param>
    /// <returns>False if the file is gone.</returns>
    Task<bool> AddAsync(FileId file, int first, IReadOnlyList<byte[]> blocks, CancellationToken cancellationToken);

    /// <summary>All blocks in their order. Each is read by itself, so that a slow reader holds no transaction. Ends early if the file is
    /// deleted meanwhile.</summary>
    IAsyncEnumerable<byte[]> BlocksAsync(FileId file, CancellationToken cancellationToken);

    /// <summary>Removes in the background what belongs to files that are gone, and files that nothing refers to.</summary>
    void NotifyDeleted();
}
