using System.Globalization;
using System.Security.Cryptography;

namespace ChatAi.OllamaSimulator;

/// <summary>What a model says that is shown images: what of them has arrived.</summary>
internal static class ImageReport
{
    public static string? For(ChatRequest request)
    {
        var images = request.Messages.SelectMany(message => message.Images).Select(Describe).ToList();
        return images.Count switch
        {
            0 => null,
            1 => $"I see one image: {images[0]}.",
            _ => $"I see {images.Count} images: {string.Join(", ", images[..^1])} and {images[^1]}.",
        };
    }

    private static string Describe(string base64)
    {
        var image = Convert.FromBase64String(base64);
        var header = ImageHeader.Read(image);
        var kind = header.Kind.Contains('/', StringComparison.Ordinal) ? $"file of the type {header.Kind}" : header.Kind;
        var pixels = header.Width > 0 ? $" of {header.Width} × {header.Height} pixels" : "";
        var size = image.Length.ToString("N0", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(image))[..12];
        return $"a {kind}{pixels} ({size} bytes, SHA-256 {hash})";
    }
}
