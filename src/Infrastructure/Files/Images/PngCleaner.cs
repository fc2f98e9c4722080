using System.Buffers.Binary;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Images;

/// <summary>Keeps the chunks of a PNG image that change what it looks like (Portable Network Graphics Specification, 3rd edition, 11).
/// </summary>
internal static class PngCleaner
{
    private const int HeaderLength = 8;

    // Around the data of a chunk: its length, its type, and a checksum.
    private const int Frame = 12;

    private const int MaxProfileLength = 64 * 1024;

    private static readonly string[] Kept =
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "cICP", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"];

    public static void Copy(ReadOnlySpan<byte> image, CopiedPieces output)
    {
        output.Keep(0, HeaderLength);
        for (var at = HeaderLength; ;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(output.Read(at, 4));
            if (length > image.Length) throw new FileRefusedException(FileFailures.Broken);
            var type = System.Text.Encoding.ASCII.GetString(output.Read(at + 4, 4));
            var isKept = Kept.Contains(type) || (type == "iCCP" && length <= MaxProfileLength);
            if (isKept) output.Keep(at, (int)length + Frame);
            if (type == "IEND") return;
            at += (int)length + Frame;
        }
    }
}
