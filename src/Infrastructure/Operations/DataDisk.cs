using ChatAi.Application.Common;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The file system under <c>DATA_DIR</c>.</summary>
internal sealed partial class DataDisk(DataDirectory data, ILogger<DataDisk> logger) : IDataDisk
{
    // An answer is written twice, to the journal and to its message, and the write-ahead log holds both until the next checkpoint.
    private const long MinFree = 64 * 1024 * 1024;

    public bool HasRoom()
    {
        long free;
        try
        {
            free = new DriveInfo(data.Path).AvailableFreeSpace;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return true;
        }

        if (free >= MinFree) return true;
        LogAlmostFull(data.Path, free / 1024 / 1024);
        return false;
    }

    [LoggerMessage(
        LogLevel.Error,
        "A message was refused: the disk of {Folder} has {Free} MB left, and 64 MB are kept free for answers that are being written")]
    private partial void LogAlmostFull(string folder, long free);
}
