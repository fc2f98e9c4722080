using ChatAi.Application.Common;

namespace ChatAi.Application.Files;

public interface IImageFiles
{
    /// <summary>Enough of a file to tell an image from other kinds.</summary>
    const int HeaderLength = 32;

    bool IsImage(ReadOnlySpan<byte> header);

    /// <returns>The image without metadata such as the place where it was taken, or why it is refused.</returns>
    Result<CleanImage> Clean(byte[] image);
}

/// <param name="Type">Such as <c>image/jpeg</c>.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record CleanImage(string Type, int Width, int Height, byte[] Bytes);
