using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The directory of all persistent data: <c>DATA_DIR</c>, by default <c>./data</c>.</summary>
internal sealed partial class DataDirectory : IDisposable
{
    public const string LockName = "chatai.lock";

    // Held for the life of the process: two portals on one store would end each other's answers.
    private readonly FileStream _lock;
    private readonly IReadOnlyList<string> _modes;

    private DataDirectory(StoreFiles files, FileStream lockFile)
    {
        Files = files;
        _lock = lockFile;
        _modes = PrivateFiles.Protect(files);
    }

    public StoreFiles Files { get; }

    public string Path => Files.Path;

    public string Store => Files.Store;

    public string Keys => Files.Keys;

    /// <exception cref="StartupException">It cannot be created or written, or another portal uses it.</exception>
    public static DataDirectory Open(IConfiguration configuration)
    {
        var files = StoreFiles.Of(configuration);
        var path = files.Path;
        try
        {
            StoreFiles.CreateFolder(path);
            var lockFile = AcquireLock(path);
            var data = new DataDirectory(files, lockFile);
            StoreFiles.CreateFolder(data.Keys);
            TestWrite(System.IO.Path.Combine(data.Keys, ".write-test"));
            OperatorFile.RequireRegular(data.Store);
            if (System.IO.File.Exists(data.Store))
                System.IO.File.Open(data.Store, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return data;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {path} cannot be written ({refused.Message.TrimEnd('.')}). "
                + $"Change its owner to {LinuxFile.ThisUser}, or set DATA_DIR to another directory.", refused);
        }
    }

    public string File(string name) => Files.File(name);

    /// <summary>Logs which files other users had access to when it was opened.</summary>
    public void ReportModes(ILogger logger)
    {
        foreach (var sentence in _modes) LogMode(logger, sentence);
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream AcquireLock(string path)
    {
        var name = System.IO.Path.Combine(path, LockName);
        TestWrite(System.IO.Path.Combine(path, ".write-test"));
        try
        {
            return StoreFiles.OpenPrivate(name, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new StartupException(
                $"Another Chat AI already uses the data directory {path}. Stop it, or set DATA_DIR to another directory.", taken);
        }
    }

    private static void TestWrite(string file)
    {
        System.IO.File.WriteAllText(file, "");
        System.IO.File.Delete(file);
    }

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private static partial void LogMode(ILogger logger, string sentence);
}
