using System.Buffers.Binary;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Images;

/// <summary>Keeps the chunks of a WebP image that change what it looks like (RFC 9649, 2.7).</summary>
internal static class WebpCleaner
{
    private const int HeaderLength = 12;
    private const int ChunkHeaderLength = 8;

    // In the first byte of the extended header.
    private const byte HasExif = 0x08;
    private const byte HasXmp = 0x04;

    private static readonly string[] Kept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];

    public static byte[] Copy(ReadOnlySpan<byte> image, CopiedPieces output)
    {
        output.Keep(0, HeaderLength);
        var end = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(image[4..]) + 8L, image.Length);
        for (var at = HeaderLength; at + ChunkHeaderLength <= end;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(output.Read(at + 4, 4));
            if (length > image.Length) throw new FileRefusedException(FileFailures.Broken);

            // Chunks have an even length; the last one of some writers does not.
            var padded = Math.Min((int)(length + (length & 1)), image.Length - at - ChunkHeaderLength);
            var type = System.Text.Encoding.ASCII.GetString(output.Read(at, 4));
            if (padded < length) throw new FileRefusedException(FileFailures.Broken);
            if (Kept.Contains(type)) output.Keep(at, ChunkHeaderLength + padded);
            at += ChunkHeaderLength + padded;
        }

        var copy = output.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(4), (uint)(copy.Length - 8));
        if (copy.AsSpan(HeaderLength).StartsWith("VP8X"u8)) copy[HeaderLength + ChunkHeaderLength] &= unchecked((byte)~(HasExif | HasXmp));
        return copy;
    }
}
