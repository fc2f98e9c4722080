namespace ChatAi.Infrastructure.Files;

/// <summary>What a file may cost. An ordinary file stays far below each of them.</summary>
internal static class ExtractionLimits
{
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(120);

    public const int MaxFileBytes = 50 * 1024 * 1024;

    /// <summary>All that the child process may write.</summary>
    public const int MaxOutputBytes = 20 * 1024 * 1024;

    public const int MaxCharacters = 5_000_000;

    public const int MaxHeapBytes = 256 * 1024 * 1024;

    public const int MaxPdfPages = 5_000;

    /// <summary>Of one part of a ZIP file, unpacked.</summary>
    public const long MaxPartBytes = 64 * 1024 * 1024;

    /// <summary>Of all parts that are read.</summary>
    public const long MaxUnpackedBytes = 128 * 1024 * 1024;

    public const int MaxParts = 10_000;

    public const int MaxXmlDepth = 256;

    public const int MaxJsonDepth = 256;

    public const int MaxHtmlBytes = 5 * 1024 * 1024;

    public const int MaxHtmlDepth = 512;

    public const int MaxMegapixels = 40;
}
