using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Where everything that lasts is kept: <c>DATA_DIR</c>, by default <c>./data</c>.</summary>
internal sealed partial class DataDirectory : IDisposable
{
    public const string LockName = "chatai.lock";

    // Held as long as the process lives: two portals on one store would each end the other's answers.
    private readonly FileStream _lock;
    private readonly IReadOnlyList<string> _modes;

    private DataDirectory(StoreFiles files, FileStream held)
    {
        Files = files;
        _lock = held;
        _modes = PrivateFiles.Protect(files);
    }

    public StoreFiles Files { get; }

    public string Path => Files.Path;

    public string Store => Files.Store;

    public string Keys => Files.Keys;

    /// <exception cref="StartupException">It cannot be made or written, or another portal uses it.</exception>
    public static DataDirectory Open(IConfiguration configuration)
    {
        var files = StoreFiles.Of(configuration);
        var path = files.Path;
        try
        {
            StoreFiles.CreateFolder(path);
            var held = Hold(path);
            var data = new DataDirectory(files, held);
            StoreFiles.CreateFolder(data.Keys);
            Probe(System.IO.Path.Combine(data.Keys, ".write-test"));
            OperatorFile.RequireRegular(data.Store);
            if (System.IO.File.Exists(data.Store))
                System.IO.File.Open(data.Store, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return data;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {path} cannot be written ({refused.Message.TrimEnd('.')}). "
                + $"Make it the property of {LinuxFile.ThisUser}, or set DATA_DIR to another directory.", refused);
        }
    }

    public string File(string name) => Files.File(name);

    /// <summary>Logs what other users had access to when it was opened.</summary>
    public void ReportModes(ILogger logger)
    {
        foreach (var sentence in _modes) LogMode(logger, sentence);
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string path)
    {
        var name = System.IO.Path.Combine(path, LockName);
        Probe(System.IO.Path.Combine(path, ".write-test"));
        try
        {
            return StoreFiles.OpenPrivate(name, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new StartupException(
                $"Another Chat AI already uses the data directory {path}. Stop that one, or set DATA_DIR to another directory.", taken);
        }
    }

    private static void Probe(string file)
    {
        System.IO.File.WriteAllText(file, "");
        System.IO.File.Delete(file);
    }

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private static partial void LogMode(ILogger logger, string sentence);
}
