namespace ChatAi.Application.Import;

public interface IChatFiles
{
    /// <summary>Receives a file. It has no name, and nothing of it is left when it is closed or the process dies.</summary>
    Task<IChatFile> ReceiveAsync(Stream content, CancellationToken cancellationToken);
}

public interface IChatFile : IAsyncDisposable
{
    /// <summary>Reads one chat at a time. The format is recognized by its structure.</summary>
    IAsyncEnumerable<ImportItem> ReadAsync(CancellationToken cancellationToken);
}
