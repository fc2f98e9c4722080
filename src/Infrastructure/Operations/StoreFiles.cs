using Microsoft.Extensions.Configuration;

namespace ChatAi.Infrastructure.Operations;

/// <summary>What lies where in the data directory. Knowing it takes no lock: a backup is made beside a portal that runs.</summary>
internal sealed record StoreFiles(string Path)
{
    public const string StoreName = "chatai.db";

    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    public string Store => File(StoreName);

    public string Keys => File("keys");

    /// <summary>Where copies go that the portal makes by itself.</summary>
    public string Backups => File("backups");

    public static StoreFiles Of(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(configuration["DATA_DIR"] is { Length: > 0 } given ? given : "data"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder that only its owner can enter, unless it is there.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnersFolder);
    }

    /// <summary>Makes a file that only its owner can read, and that was not there before.</summary>
    public static FileStream CreateFile(string path) => OpenPrivate(path, FileMode.CreateNew, FileShare.Read);

    /// <summary>A file that only its owner can read if it is made now.</summary>
    public static FileStream OpenPrivate(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersFile;
        return new FileStream(path, options);
    }

    /// <summary>Returns once what was written is on the disk and not only on its way.</summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
