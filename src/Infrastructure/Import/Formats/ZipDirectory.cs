using System.Buffers.Binary;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>What is known of a ZIP file before its list of files is in memory.</summary>
internal static class ZipDirectory
{
    private const int MaxFiles = 60_000;
    private const int MaxDirectoryBytes = 8_000_000;
    private const int EndLength = 22;
    private const int MaxCommentLength = 65_535;
    private const uint EndSignature = 0x06054B50;

    public static async Task<bool> IsZipAsync(FileStream file, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return head.AsSpan().StartsWith("PK"u8) && head[2] is 3 or 5;
    }

    /// <exception cref="ChatFileException">Its list of files would not fit into memory, or it has none.</exception>
    public static void Check(FileStream file)
    {
        var tail = new byte[Math.Min(file.Length, EndLength + MaxCommentLength)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature) continue;
            var files = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            var directory = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            var isSmall = files <= MaxFiles && directory <= file.Length && file.Length - directory <= MaxDirectoryBytes;
            if (!isSmall) throw new ChatFileException(Reason.Of("import.hostile"));
            return;
        }

        throw new ChatFileException(Reason.Of("import.broken-zip"));
    }

    public static bool LeavesFolder(string name) =>
        name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Split('/').Contains("..");
}
