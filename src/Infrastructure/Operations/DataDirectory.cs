using Microsoft.Extensions.Configuration;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Where everything that lasts is kept: <c>DATA_DIR</c>, by default <c>./data</c>.</summary>
internal sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataDirectory(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="StartupException">It cannot be made or written.</exception>
    public static DataDirectory Open(IConfiguration configuration)
    {
        var path = System.IO.Path.GetFullPath(configuration["DATA_DIR"] is { Length: > 0 } given ? given : "data");
        try
        {
            if (!Directory.Exists(path))
            {
                if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
                else Directory.CreateDirectory(path, OwnerOnly);
            }

            var probe = System.IO.Path.Combine(path, $".write-test-{Environment.ProcessId}");
            System.IO.File.WriteAllText(probe, "");
            System.IO.File.Delete(probe);
            return new DataDirectory(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {path} cannot be written ({refused.Message.TrimEnd('.')}). "
                + "Make it writable for this user, or set DATA_DIR to another directory.", refused);
        }
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);
}
