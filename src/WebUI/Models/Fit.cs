using ChatAi.Application.Models;

namespace ChatAi.WebUI.Models;

/// <summary>Whether a model fits into the memory for models: its weights, and a fifth more for the context.</summary>
internal sealed record Fit(string Label, string Class, string Icon)
{
    private const double WithContext = 1.2;

    private static readonly Fit Fits = new("Fits", "tag--fits", "check");
    private static readonly Fit Tight = new("Tight", "tag--tight", "info");
    private static readonly Fit TooLarge = new("Too large", "tag--too-large", "alert");

    public bool IsYes => this == Fits;

    /// <param name="size">Bytes of the model's files.</param>
    /// <returns>Null where nobody can say: what models have taken so far is no upper end.</returns>
    public static Fit? Of(long size, PolicyView policy) => (size * WithContext, policy) switch
    {
        (var needed, { Memory: { } all }) => needed <= all ? Fits : size <= all ? Tight : TooLarge,
        (var needed, { MemorySeen: var seen }) => needed <= seen ? Fits : null,
    };
}
