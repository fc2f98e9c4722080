using System.Buffers.Binary;

namespace ChatAi.OllamaSimulator;

/// <summary>The kind of an image and its size in pixels, as its first bytes tell; a size of 0 where they do not.</summary>
internal sealed record ImageHeader(string Kind, int Width = 0, int Height = 0)
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    public static ImageHeader Read(ReadOnlySpan<byte> image)
    {
        var kind = KindOf(image);
        try
        {
            return kind switch
            {
                "PNG" => new(kind, BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..])),
                "GIF" => new(kind, Little16(image[6..]), Little16(image[8..])),
                "JPEG" => ReadJpeg(image),
                "WebP" => ReadWebP(image),
                _ => new(kind),
            };
        }
        catch (Exception failure) when (failure is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // The image ends within its header.
            return new(kind);
        }
    }

    private static string KindOf(ReadOnlySpan<byte> image)
    {
        if (image.StartsWith(Png))
            return "PNG";
        if (image.StartsWith(Jpeg))
            return "JPEG";
        if (image.StartsWith("GIF8"u8))
            return "GIF";
        if (image.Length >= 12 && image.StartsWith("RIFF"u8) && image[8..].StartsWith("WEBP"u8))
            return "WebP";
        return image.StartsWith("BM"u8) ? "image/bmp" : "application/octet-stream";
    }

    /// <summary>The size stands in the first frame header; the segments before it tell their length.</summary>
    private static ImageHeader ReadJpeg(ReadOnlySpan<byte> image)
    {
        var at = 2;
        while (true)
        {
            while (image[at] != 0xFF || image[at + 1] == 0xFF)
                at++;
            var marker = image[at + 1];
            // C4, C8 and CC are tables.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new("JPEG", Big16(image[(at + 7)..]), Big16(image[(at + 5)..]));
            at += 2 + Big16(image[(at + 2)..]);
        }
    }

    private static ImageHeader ReadWebP(ReadOnlySpan<byte> image)
    {
        var chunk = image[12..];
        if (chunk.StartsWith("VP8 "u8))
            return new("WebP", Little16(chunk[14..]) & 0x3FFF, Little16(chunk[16..]) & 0x3FFF);
        if (chunk.StartsWith("VP8X"u8))
            return new("WebP", Little24(chunk[12..]) + 1, Little24(chunk[15..]) + 1);
        // Lossless: two times 14 bits behind one byte.
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(chunk[9..]);
        return new("WebP", (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static int Big16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static int Little16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int Little24(ReadOnlySpan<byte> bytes) => Little16(bytes) | (bytes[2] << 16);
}
