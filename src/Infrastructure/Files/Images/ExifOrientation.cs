using System.Buffers.Binary;

namespace ChatAi.Infrastructure.Files.Images;

/// <summary>The orientation in Exif data (tag 0x0112, Exif 2.32, 4.6.4).</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int EntryLength = 12;

    /// <param name="tiff">From the byte order on.</param>
    /// <returns>From 1 to 8; null if it has none, or none that can be read.</returns>
    public static int? Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return null;
        var isLittle = tiff.StartsWith("II"u8);
        var first = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first > tiff.Length - 2) return null;
        var entries = tiff[(int)first..];
        var count = Number(entries, isLittle);
        for (var entry = 0; entry < count; entry++)
        {
            var at = 2 + (entry * EntryLength);
            if (at + EntryLength > entries.Length) return null;
            if (Number(entries[at..], isLittle) == Tag) return Number(entries[(at + 8)..], isLittle);
        }

        return null;
    }

    private static int Number(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
