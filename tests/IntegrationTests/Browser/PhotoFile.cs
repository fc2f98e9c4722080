using System.Text;

namespace ChatAi.IntegrationTests.Browser;

internal static class PhotoFile
{
    // Of TIFF, in the order of the tags: Orientation is 6 (turned to the right), GPSInfo points to the latitude, which is north.
    private static readonly byte[] Tiff =
    [
        .. "MM"u8, 0, 42, 0, 0, 0, 8,
        0, 2, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0,
        0, 1, 0, 1, 0, 2, 0, 0, 0, 2, .. "N"u8, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>A JPEG with the metadata of a phone: how it was held, and where.</summary>
    public static byte[] WithPlace(byte[] jpeg)
    {
        byte[] data = [.. "Exif"u8, 0, 0, .. Tiff, .. Encoding.ASCII.GetBytes("GPS 52.5200 13.4050")];
        var length = data.Length + 2;
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. data, .. jpeg.AsSpan(2)];
    }
}
