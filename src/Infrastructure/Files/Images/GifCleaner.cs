using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Images;

/// <summary>Keeps the blocks of a GIF image that change what it looks like (GIF89a specification, 15 to 27).</summary>
internal static class GifCleaner
{
    private const int HeaderLength = 13;
    private const byte Extension = 0x21;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;

    public static void Copy(ReadOnlySpan<byte> image, CopiedPieces output)
    {
        var at = HeaderLength + ColorTableLength(output.Read(0, HeaderLength)[10]);
        output.Keep(0, at);
        while (true)
        {
            switch (output.Read(at, 1)[0])
            {
                case Trailer:
                    output.Keep(at, 1);
                    return;
                case Extension:
                    var end = EndOfBlocks(at + 2, output);
                    if (IsKept(output.Read(at, end - at))) output.Keep(at, end - at);
                    at = end;
                    break;
                case Image:
                    var data = at + 10 + ColorTableLength(output.Read(at, 10)[9]) + 1;
                    end = EndOfBlocks(data, output);
                    output.Keep(at, end - at);
                    at = end;
                    break;
                default:
                    throw new FileRefusedException(FileFailures.Broken);
            }
        }
    }

    // The extension of the loop count is the only one of an application that is seen.
    private static bool IsKept(ReadOnlySpan<byte> extension) =>
        extension[1] == GraphicControl
        || (extension[1] == Application && extension.Length > 14 && extension[3..].StartsWith("NETSCAPE2.0"u8));

    private static int ColorTableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 0x07) + 1);

    private static int EndOfBlocks(int at, CopiedPieces output)
    {
        while (output.Read(at, 1)[0] is var length and > 0) at += 1 + length;
        return at + 1;
    }
}
