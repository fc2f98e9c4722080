namespace ChatAi.WebUI.Models;

/// <summary>Whether a model fits into the memory that root has stated: its weights, and a fifth more for the context.</summary>
internal sealed record Fit(string Label, string Class)
{
    private const double WithContext = 1.2;

    /// <param name="size">Bytes of the model's files.</param>
    /// <param name="memory">Bytes; null when nobody has said.</param>
    public static Fit? Of(long size, long? memory) => memory switch
    {
        null => null,
        { } all when size * WithContext <= all => new Fit("Fits", "tag--fits"),
        { } all when size <= all => new Fit("Tight", "tag--tight"),
        _ => new Fit("Too large", "tag--too-large"),
    };
}
