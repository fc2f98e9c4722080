using ChatAi.Domain.Files;

namespace ChatAi.Application.Files;

/// <summary>Reads the text of uploaded files in the background, one file at a time.</summary>
public interface IFileReadings
{
    /// <summary>There is a file whose text has to be read.</summary>
    void Notify();

    /// <summary>The current state and each change, until the file is ready, has failed or is gone.</summary>
    /// <returns>Null once it is gone.</returns>
    IAsyncEnumerable<FileView?> FollowAsync(FileId file, CancellationToken cancellationToken);
}
