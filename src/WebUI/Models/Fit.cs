using ChatAi.Application.Models;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Models;

/// <summary>Whether a model fits into memory: its weights plus a fifth for the context. js/models/catalogue.js shows the same.</summary>
/// <param name="Key">For scripts and style sheets.</param>
public sealed record Fit(string Key, string Icon)
{
    private const double WithContext = 1.2;

    private static readonly Fit Fits = new("fits", "check");
    private static readonly Fit Tight = new("tight", "info");
    private static readonly Fit TooLarge = new("too-large", "alert");

    public bool IsYes => this == Fits;

    public string Class => $"tag--{Key}";

    public string Label(IStringLocalizer<ModelTexts> texts) => Key switch
    {
        "fits" => texts["Fits"],
        "tight" => texts["Tight"],
        _ => texts["Too large"],
    };

    /// <returns>Null if unknown: the largest memory seen is no upper bound.</returns>
    public static Fit? Of(long size, PolicyView policy) => (size * WithContext, policy) switch
    {
        (var needed, { Memory: { } all }) => needed <= all ? Fits : size <= all ? Tight : TooLarge,
        (var needed, { MemorySeen: var seen }) => needed <= seen ? Fits : null,
    };
}
