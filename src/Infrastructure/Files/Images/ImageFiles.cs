using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Images;

internal sealed class ImageFiles : IImageFiles
{
    public bool IsImage(ReadOnlySpan<byte> header) => ImageHeader.Has(header) || ImageHeader.IsHeic(header);

    public Result<CleanImage> Clean(byte[] image)
    {
        try
        {
            if (ImageHeader.IsHeic(image)) throw new FileRefusedException(FileFailures.Heic);
            var (width, height) = ImageHeader.Check(image);
            var type = ImageHeader.TypeOf(image);
            return new CleanImage(type, width, height, WithoutMetadata(type, image));
        }
        catch (FileRefusedException refused)
        {
            return new AppError(ErrorKind.Invalid, refused.Reason);
        }
    }

    private static byte[] WithoutMetadata(string type, byte[] image)
    {
        var output = new CopiedPieces(image);
        switch (type)
        {
            case "image/png":
                PngCleaner.Copy(image, output);
                break;
            case "image/gif":
                GifCleaner.Copy(image, output);
                break;
            case "image/webp":
                return WebpCleaner.Copy(image, output);
            default:
                JpegCleaner.Copy(image, output);
                break;
        }

        return output.ToArray();
    }
}
