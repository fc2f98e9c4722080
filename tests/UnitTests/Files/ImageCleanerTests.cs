using System.Buffers.Binary;
using System.Text;
using ChatAi.Application.Files;
using ChatAi.Infrastructure.Files.Images;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

/// <summary>Images keep what they show, and nothing that says who made them where.</summary>
public sealed class ImageCleanerTests
{
    private const string Secret = "48.8584 N, 2.2945 E, by Mara";

    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes(Secret);

    [Fact]
    public void A_PNG_loses_texts_and_what_follows_its_end()
    {
        byte[] header = Chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 1, 8, 6, 0, 0, 0]);
        byte[] start = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. header, .. Chunk("gAMA", [0, 0, 0, 1])];
        byte[] data = Chunk("IDAT", [1, 2, 3]);
        byte[] end = Chunk("IEND", []);

        var image = Clean([.. start, .. Chunk("tEXt", Bytes), .. Chunk("eXIf", Bytes), .. data, .. Chunk("tIME", Bytes), .. end, .. Bytes]);

        image.ShouldBe(new CleanImage("image/png", 2, 1, image.Bytes));
        image.Bytes.ShouldBe([.. start, .. data, .. end]);
    }

    [Fact]
    public void A_JPEG_keeps_only_its_orientation_of_its_Exif_data()
    {
        byte[] frame = [0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 2, 1, 1, 0x11, 0];
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4];
        byte[] exif = [.. "Exif\0\0II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, .. Bytes];

        var image = Clean([
            0xFF, 0xD8, .. Segment(0xE0, "JFIF\0more"u8), .. Segment(0xE1, exif),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Bytes]),
            .. Segment(0xE2, "ICC_PROFILE\0colors"u8), .. Segment(0xE2, [.. "MPF\0"u8, .. Bytes]), .. Segment(0xED, Bytes), .. frame,
            .. Segment(0xFE, Bytes), .. scan, .. Segment(0xFE, Bytes), .. scan, 0xFF, 0xD9, .. Bytes,
        ]);

        (image.Type, image.Width, image.Height).ShouldBe(("image/jpeg", 2, 1));
        byte[] orientation =
        [
            .. "Exif\0\0MM\0"u8, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        image.Bytes.ShouldBe([
            0xFF, 0xD8, .. Segment(0xE0, "JFIF\0more"u8), .. Segment(0xE1, orientation), .. Segment(0xE2, "ICC_PROFILE\0colors"u8),
            .. frame, .. scan, .. scan, 0xFF, 0xD9,
        ]);
    }

    [Fact]
    public void A_WebP_loses_its_metadata_and_says_so_in_its_header()
    {
        byte[] header = [0x0C, 0, 0, 0, 1, 0, 0, 0, 0, 0];
        byte[] clean = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0];

        var image = Clean(Riff(Riffed("VP8X", header), Riffed("VP8 ", [1, 2, 3]), Riffed("EXIF", Bytes), Riffed("XMP ", Bytes)));

        (image.Type, image.Width, image.Height).ShouldBe(("image/webp", 2, 1));
        image.Bytes.ShouldBe(Riff(Riffed("VP8X", clean), Riffed("VP8 ", [1, 2, 3])));
    }

    [Fact]
    public void A_GIF_loses_comments_and_keeps_its_loop()
    {
        byte[] start = [.. "GIF89a"u8, 2, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
        byte[] loop = [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0];
        byte[] picture = [0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0];
        byte[] comment = [0x21, 0xFE, (byte)Bytes.Length, .. Bytes, 0];
        byte[] xmp = [0x21, 0xFF, 11, .. "XMP DataXMP"u8, (byte)Bytes.Length, .. Bytes, 0];

        var image = Clean([.. start, .. comment, .. loop, .. xmp, .. picture, .. comment, 0x3B, .. Bytes]);

        image.Bytes.ShouldBe([.. start, .. loop, .. picture, 0x3B]);
    }

    [Fact]
    public void A_cut_or_changed_image_is_refused_or_stays_an_image()
    {
        byte[][] images = [ImageFile.WholeGif(3, 2), ImageFile.Png(3, 2), ImageFile.Jpeg(3, 2), ImageFile.Webp(3, 2)];
        foreach (var image in images)
        {
            for (var length = 0; length < image.Length; length++) _ = new ImageFiles().Clean(image[..length]);
            for (var at = 0; at < image.Length; at++)
            {
                foreach (var value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
                    _ = new ImageFiles().Clean([.. image[..at], value, .. image[(at + 1)..]]);
            }
        }

        new ImageFiles().Clean(ImageFile.WholeGif(3, 2)[..^1]).Error!.Code.ShouldBe("file.broken");
        new ImageFiles().Clean(ImageFile.Heic()).Error!.Code.ShouldBe("file.heic");
    }

    private static CleanImage Clean(byte[] image)
    {
        var clean = new ImageFiles().Clean(image).Value;
        Encoding.Latin1.GetString(clean.Bytes).ShouldNotContain(Secret);
        return clean;
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 9, 9, 9, 9];
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> data) =>
        [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Riffed(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        byte[] padding = data.Length % 2 == 0 ? [] : [0];
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. padding];
    }

    private static byte[] Riff(params byte[][] chunks)
    {
        byte[] all = [.. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, all.Length);
        return [.. "RIFF"u8, .. length, .. all];
    }
}
