using System.Buffers.Binary;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Images;

/// <summary>Keeps the segments of a JPEG image that change what it looks like, and of its Exif data only the orientation.</summary>
internal static class JpegCleaner
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Comment = 0xFE;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte App2 = 0xE2;
    private const byte AdobeColors = 0xEE;
    private const byte App15 = 0xEF;

    public static void Copy(ReadOnlySpan<byte> image, CopiedPieces output)
    {
        output.Keep(0, 2);
        for (var at = 2; ;)
        {
            var marker = output.Read(at, 2)[1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == EndOfImage)
            {
                output.Keep(at, 2);
                return;
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(output.Read(at + 2, 2));
            if (length < 4) throw new FileRefusedException(FileFailures.Broken);
            CopySegment(marker, at, length, output);
            at += length;
            if (marker != StartOfScan) continue;
            var end = EndOfScan(image, at);
            output.Keep(at, end - at);
            at = end;
        }
    }

    private static void CopySegment(byte marker, int at, int length, CopiedPieces output)
    {
        var data = output.Read(at, length)[4..];
        if (marker == App1 && data.StartsWith("Exif\0\0"u8)) AddOrientation(data[6..], output);
        var isKept = marker switch
        {
            Comment => false,
            App0 => data.StartsWith("JFIF\0"u8),
            App2 => data.StartsWith("ICC_PROFILE\0"u8),
            AdobeColors => true,
            > App0 and <= App15 => false,
            _ => true,
        };
        if (isKept) output.Keep(at, length);
    }

    // A marker within a scan is a restart, or a zero byte follows it.
    private static int EndOfScan(ReadOnlySpan<byte> image, int at)
    {
        for (; at < image.Length - 1; at++)
        {
            var found = image[at..].IndexOf((byte)0xFF);
            if (found < 0) break;
            at += found;
            if (at < image.Length - 1 && image[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))) return at;
        }

        // Cut off: what follows fails to be read as a segment.
        return image.Length;
    }

    private static void AddOrientation(ReadOnlySpan<byte> tiff, CopiedPieces output)
    {
        if (ExifOrientation.Of(tiff) is not (> 1 and <= 8 and { } orientation)) return;
        output.Add([
            0xFF, App1, 0, 34, .. "Exif\0\0MM\0"u8, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]);
    }
}
