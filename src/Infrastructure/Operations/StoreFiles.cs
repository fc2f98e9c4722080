using Microsoft.Extensions.Configuration;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The layout of the data directory. Needs no lock, since a backup is made while a portal runs.</summary>
internal sealed record StoreFiles(string Path)
{
    public const string StoreName = "chatai.db";

    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    public string Store => File(StoreName);

    public string Keys => File("keys");

    public string Backups => File("backups");

    public static StoreFiles Of(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(configuration["DATA_DIR"] is { Length: > 0 } given ? given : "data"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Creates a folder that only its owner can enter, unless it exists.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnersFolder);
    }

    /// <summary>Creates a file that only its owner can read, and that must not exist yet.</summary>
    public static FileStream CreateFile(string path) => OpenPrivate(path, FileMode.CreateNew, FileShare.Read);

    /// <summary>If it is created, only its owner can read it.</summary>
    public static FileStream OpenPrivate(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersFile;
        return new FileStream(path, options);
    }

    /// <summary>Returns once the file is on the disk.</summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
