namespace ChatAi.Application.Files;

public interface IFileReader
{
    /// <summary>Reads the text of a file. Waits while another file is read. Leaving the enumeration early stops the reading.</summary>
    /// <param name="file">Read once, from where it stands; it stays open.</param>
    /// <param name="name">Its extension tells kinds of text apart, and nothing else.</param>
    /// <returns>Ends with <see cref="ReadingEnded"/> or <see cref="ReadingFailed"/>, whatever the file does to its reader.</returns>
    IAsyncEnumerable<FileReading> ReadAsync(Stream file, string name, CancellationToken cancellationToken);
}
