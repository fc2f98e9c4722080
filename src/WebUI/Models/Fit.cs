using ChatAi.Application.Models;

namespace ChatAi.WebUI.Models;

/// <summary>Whether a model fits into memory: its weights plus a fifth for the context.</summary>
internal sealed record Fit(string Label, string Class, string Icon)
{
    private const double WithContext = 1.2;

    private static readonly Fit Fits = new("Fits", "tag--fits", "check");
    private static readonly Fit Tight = new("Tight", "tag--tight", "info");
    private static readonly Fit TooLarge = new("Too large", "tag--too-large", "alert");

    public bool IsYes => this == Fits;

    /// <returns>Null if unknown: the largest memory seen is no upper bound.</returns>
    public static Fit? Of(long size, PolicyView policy) => (size * WithContext, policy) switch
    {
        (var needed, { Memory: { } all }) => needed <= all ? Fits : size <= all ? Tight : TooLarge,
        (var needed, { MemorySeen: var seen }) => needed <= seen ? Fits : null,
    };
}
