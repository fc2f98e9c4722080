using ChatAi.Application.Models;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

internal sealed partial class ModelDisk(ModelFolder models, ILogger<ModelDisk> logger) : IModelDisk
{
    private bool _hasWarned;

    public DiskSpace? Read()
    {
        if (NearestExisting(models.Path) is not { } folder) return null;
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

    // A folder that does not exist yet will be on its parent's disk.
    private static string? NearestExisting(string? folder)
    {
        while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
        return folder;
    }

    [LoggerMessage(LogLevel.Warning, "Could not read the free disk space of {Folder}; free space is neither shown nor checked")]
    private partial void LogUnreadable(Exception exception, string folder);
}
