using System.Buffers.Binary;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Detection;

/// <summary>The size of PNG, JPEG, GIF and WebP images. Nothing is decoded.</summary>
internal static class ImageHeader
{
    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

    public static bool IsHeic(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || !bytes[4..8].SequenceEqual("ftyp"u8)) return false;
        return HeicBrands.Contains(System.Text.Encoding.ASCII.GetString(bytes[8..12]));
    }

    public static bool Has(ReadOnlySpan<byte> bytes) => IsPng(bytes) || IsJpeg(bytes) || IsGif(bytes) || IsWebp(bytes);

    /// <returns>Such as <c>image/png</c>, of an image that has a known header.</returns>
    public static string TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (IsPng(bytes)) return "image/png";
        if (IsGif(bytes)) return "image/gif";
        return IsWebp(bytes) ? "image/webp" : "image/jpeg";
    }

    /// <returns>In pixels.</returns>
    /// <exception cref="FileRefusedException">The header makes no sense, or the image is too large.</exception>
    public static (int Width, int Height) Check(ReadOnlySpan<byte> bytes)
    {
        var (width, height) = SizeOf(bytes);
        if (width <= 0 || height <= 0) throw new FileRefusedException(FileFailures.Broken);
        if ((long)width * height > ExtractionLimits.MaxMegapixels * 1_000_000L)
            throw new FileRefusedException(FileFailures.ImageTooLarge(ExtractionLimits.MaxMegapixels));
        return (width, height);
    }

    private static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]);

    private static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private static bool IsGif(ReadOnlySpan<byte> bytes) => bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8);

    private static bool IsWebp(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8);

    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> bytes)
    {
        if (IsPng(bytes)) return OfPng(bytes);
        if (IsGif(bytes)) return OfGif(bytes);
        return IsWebp(bytes) ? OfWebp(bytes) : OfJpeg(bytes);
    }

    private static (int, int) OfPng(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 24 || !bytes[12..16].SequenceEqual("IHDR"u8)) return default;
        return (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
    }

    private static (int, int) OfGif(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 10) return default;
        return (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
    }

    // Three forms: lossy, lossless, and extended, of which the first chunk tells.
    private static (int, int) OfWebp(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30) return default;
        var form = bytes[12..16];
        if (form.SequenceEqual("VP8X"u8)) return (UInt24(bytes[24..]) + 1, UInt24(bytes[27..]) + 1);
        if (form.SequenceEqual("VP8L"u8) && bytes[20] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        if (!form.SequenceEqual("VP8 "u8) || !bytes[23..26].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return default;
        var width = BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF;
        return (width, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF);
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static (int, int) OfJpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (IsStartOfFrame(marker))
            {
                var height = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]);
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), height);
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return default;
    }

    // C4, C8 and CC in their midst are tables and extensions.
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
