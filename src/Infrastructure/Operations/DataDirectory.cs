using Microsoft.Extensions.Configuration;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Where everything that lasts is kept: <c>DATA_DIR</c>, by default <c>./data</c>.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockName = "chatai.lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Held as long as the process lives: two portals on one store would each end the other's answers.
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string Store => File("chatai.db");

    public string Keys => File("keys");

    /// <exception cref="StartupException">It cannot be made or written, or another portal uses it.</exception>
    public static DataDirectory Open(IConfiguration configuration)
    {
        var path = System.IO.Path.GetFullPath(configuration["DATA_DIR"] is { Length: > 0 } given ? given : "data");
        try
        {
            Create(path);
            var held = Hold(path);
            var data = new DataDirectory(path, held);
            Create(data.Keys);
            Probe(System.IO.Path.Combine(data.Keys, ".write-test"));
            if (System.IO.File.Exists(data.Store)) System.IO.File.Open(data.Store, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return data;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {path} cannot be written ({refused.Message.TrimEnd('.')}). "
                + "Make it writable for this user, or set DATA_DIR to another directory.", refused);
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    private static FileStream Hold(string path)
    {
        var name = System.IO.Path.Combine(path, LockName);
        Probe(System.IO.Path.Combine(path, ".write-test"));
        try
        {
            return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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
}
