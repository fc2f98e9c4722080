using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Operations;

internal sealed partial class DataDisk(DataDirectory data, IOptions<ChatsOptions> options, ILogger<DataDisk> logger) : IDataDisk
{
    private const long Megabyte = 1024 * 1024;
    private const long MinReserve = 64 * Megabyte;

    // An answer is written to the journal and its message, and the write-ahead log holds both: at three bytes per character, this is enough
    // for two or three answers at once.
    private const long BytesPerCharacter = 32;

    public bool HasSpace()
    {
        if (Free() is not { } free) return true;
        var reserve = ReserveFor(options.Value.AnswerLength);
        if (free >= reserve) return true;
        LogAlmostFull(data.Path, free / Megabyte, reserve / Megabyte);
        return false;
    }

    public long? Free()
    {
        try
        {
            return new DriveInfo(data.Path).AvailableFreeSpace;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    internal static long ReserveFor(int answerLength) => Math.Max(MinReserve, answerLength * BytesPerCharacter);

    [LoggerMessage(
        LogLevel.Error,
        "Refused a message: the disk of {Folder} has {Free} MB left, and {Reserve} MB are reserved for running answers. Free up space")]
    private partial void LogAlmostFull(string folder, long free, long reserve);
}
