namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>A letter of a PDF, or several, on a line.</summary>
/// <param name="Start">Along the line, in points, as is the end.</param>
/// <param name="Base">Across the line.</param>
internal sealed record PdfGlyph(string Text, double Start, double End, double Base, double Size)
{
    public bool IsAfterSpace { get; init; }
}
