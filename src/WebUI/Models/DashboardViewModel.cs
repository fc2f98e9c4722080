using ChatAi.Application.Models;
using ChatAi.WebUI.Display;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Models;

/// <param name="Installed">Loaded models first.</param>
public sealed record DashboardViewModel(
    ServerStatus Server,
    IReadOnlyList<PullProgress> Downloads,
    IReadOnlyList<InstalledCard> Installed,
    IReadOnlyList<CatalogueFamily> Catalogue,
    PolicyView Policy,
    IReadOnlyList<ModelRequestRow> Requests,
    bool ShowAll,
    bool IsRoot)
{
    /// <summary>A multiple of the number of columns.</summary>
    public const int FirstFamilies = 9;

    public IEnumerable<CatalogueFamily> ShownFamilies => ShowAll ? Catalogue : Catalogue.Take(FirstFamilies - 1);

    public bool HasMoreFamilies => !ShowAll && Catalogue.Count >= FirstFamilies;

    /// <summary>Compared by js/models/server.js.</summary>
    public string ServerState =>
        $"{(Server.IsConnected ? "connected" : "disconnected")} {Server.Version} {Server.Models} {Server.Broken} {Server.Running}";

    public string? ComparedWith(IStringLocalizer<ModelTexts> texts) => Policy switch
    {
        { Memory: { } memory } => texts["“Fits” is judged by {0} of memory.", DisplayFormat.Bytes(memory)].Value,
        { MemorySeen: > 0 and var seen } =>
            texts["“Fits” is judged by the largest memory seen so far: {0}.", DisplayFormat.Bytes(seen)].Value,
        _ => null,
    };

    public IEnumerable<(string Name, int Count)> Series =>
        Catalogue
            .CountBy(f => f.Series)
            .Where(s => s.Key.Length > 0)
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => (s.Key, s.Value));

    public int Count(string capability) => Catalogue.Count(f => f.Capabilities.Contains(capability));

    public int CountFits() => Catalogue.Count(f => f.Sizes.Any(s => Fit.Of(s.Entry.Size, Policy) is { IsYes: true }));
}
