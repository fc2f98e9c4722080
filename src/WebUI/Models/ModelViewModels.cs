using ChatAi.Application.Models;
using ChatAi.Domain.Models;
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

/// <param name="IsBlank">A template for scripts.</param>
public sealed record DownloadViewModel(PullProgress Progress, bool IsRoot, bool IsBlank = false)
{
    public static DownloadViewModel Blank(bool isRoot) =>
        new(new PullProgress(default, "", PullStatus.Queued, PullStep.Starting, 0, 0, null, null, null, null, null), isRoot, IsBlank: true);

    public bool IsFailed => Progress.Status == PullStatus.Failed;

    public string State => Progress switch
    {
        { Status: PullStatus.Queued, RetryAt: not null } => "waiting",
        _ => Progress.Status.ToString().ToLowerInvariant(),
    };

    /// <summary>Null: the step of the progress.</summary>
    public string? Step(IStringLocalizer<ModelTexts> texts) => State switch
    {
        "waiting" => texts["Retrying"].Value,
        "queued" => Progress.Place is > 1 and { } place ? texts["Queued ({0})", DisplayFormat.Ordinal(place)].Value : texts["Queued"].Value,
        "failed" => texts["Failed"].Value,
        _ => null,
    };

    /// <summary>js/lib/human.js has the same.</summary>
    public static string TimeLeft(double seconds, IStringLocalizer<ModelTexts> texts) => seconds switch
    {
        < 60 => texts["{0} s left", Math.Max(1, (int)seconds)],
        < 3600 => texts["{0} min {1} s left", (int)seconds / 60, (int)seconds % 60],
        _ => texts["{0} h {1} min left", (int)seconds / 3600, (int)seconds % 3600 / 60],
    };
}

/// <param name="Purpose">What it is good for, in a sentence; null if unknown.</param>
/// <param name="Speed">Null if it has not answered recently.</param>
public sealed record InstalledCard(InstalledModelRow Row, string? Purpose, Speed? Speed)
{
    public static IReadOnlyList<InstalledCard> Of(
        IReadOnlyList<InstalledModelRow> rows, IReadOnlyList<CatalogueRow> catalogue, IReadOnlyDictionary<string, double> speeds)
    {
        var purposes = catalogue.ToLookup(c => c.Entry.Name, c => c.Entry.Description, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. rows.OrderByDescending(row => row.MemorySize is not null)
                .Select(row => new InstalledCard(row, purposes[row.Name].FirstOrDefault(), Speed.Of(row.Name, speeds))),
        ];
    }
}

public sealed record ModelViewModel(ModelPage Page, Speed? Speed, bool IsRoot);

/// <param name="Host">The address that the portal uses.</param>
public sealed record ServerAwayViewModel(string? Host);
