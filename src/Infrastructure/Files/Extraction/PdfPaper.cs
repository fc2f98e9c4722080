using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Graphics.Operations;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Tells the letters of a page that nobody sees: tiny ones, white ones on white paper, and ones that are not drawn. The latter
/// are wanted over an image, where they are what was recognized in it.</summary>
internal sealed class PdfPaper(Page page)
{
    // In points.
    private const double Tiny = 1;
    private const double ThickLine = 5;

    // Of 1; less is seen on paper.
    private const double White = 0.95;

    // A page of more is a drawing, of which it would take too long to tell.
    private const int ManyAreas = 2000;

    private readonly Lazy<List<PdfRectangle>> _images = new(() => [.. page.GetImages().Select(image => image.BoundingBox)]);
    private readonly Lazy<List<PdfRectangle>> _colours = new(() => [.. page.Paths.Select(AreaOf).OfType<PdfRectangle>()]);
    private readonly Lazy<bool> _isShaded = new(() => page.Operations.Any(operation => operation is PaintShading));

    public bool Shows(Letter letter)
    {
        if (IsTiny(letter)) return false;
        if (letter.RenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip) return IsWithin(letter, _images.Value);
        return !IsWhite(ColourOf(letter)) || IsOnColour(letter);
    }

    // The size alone may be that of a font whose letters are drawn large.
    private static bool IsTiny(Letter letter) =>
        letter.PointSize <= Tiny && letter.BoundingBox.Height <= Tiny && letter.BoundingBox.Width <= Tiny;

    private static IColor? ColourOf(Letter letter) =>
        letter.RenderingMode is TextRenderingMode.Stroke or TextRenderingMode.StrokeClip ? letter.StrokeColor : letter.FillColor;

    // A pattern has no colour of its own, and is not white.
    private static bool IsWhite(IColor? colour)
    {
        if (colour is null or PatternColor) return false;
        var (red, green, blue) = colour.ToRGBValues();
        return red >= White && green >= White && blue >= White;
    }

    private bool IsOnColour(Letter letter) =>
        IsWithin(letter, _images.Value)
        || _colours.Value.Count > ManyAreas
        || IsWithin(letter, _colours.Value)
        || _isShaded.Value;

    private static bool IsWithin(Letter letter, List<PdfRectangle> areas)
    {
        var at = letter.BoundingBox.Centroid;
        return areas.Exists(area => at.X >= area.Left && at.X <= area.Right && at.Y >= area.Bottom && at.Y <= area.Top);
    }

    private static PdfRectangle? AreaOf(PdfPath path)
    {
        if (path.IsFilled && !IsWhite(path.FillColor)) return path.GetBoundingRectangle();
        if (!path.IsStroked || path.LineWidth < ThickLine || IsWhite(path.StrokeColor)) return null;
        return path.GetBoundingRectangle() is { } line ? Widened(line, path.LineWidth / 2) : null;
    }

    private static PdfRectangle Widened(PdfRectangle area, double by) =>
        new(area.Left - by, area.Bottom - by, area.Right + by, area.Top + by);
}
