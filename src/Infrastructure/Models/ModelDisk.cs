using ChatAi.Application.Models;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>The file system under the model server's folder.</summary>
internal sealed partial class ModelDisk(ModelFolder models, ILogger<ModelDisk> logger) : IModelDisk
{
    private bool _hasWarned;

    public DiskSpace? Read()
    {
        if (Existing(models.Path) is not { } folder) return null;
        try
        {
            var drive = new DriveInfo(folder);
            return new DiskSpace(drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!_hasWarned) LogUnreadable(refused, folder);
            _hasWarned = true;
            return null;
        }
    }

    // The disk of a folder that is not there yet is that of the folder above.
    private static string? Existing(string? folder)
    {
        while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
        return folder;
    }

    [LoggerMessage(LogLevel.Warning, "The disk of the models under {Folder} cannot be read, so nobody is told what is free")]
    private partial void LogUnreadable(Exception exception, string folder);
}
