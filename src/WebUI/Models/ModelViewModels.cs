using ChatAi.Application.Chats;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Display;

namespace ChatAi.WebUI.Models;

/// <param name="ChatSearch">Null if the recent chats are shown.</param>
public sealed record DashboardViewModel(
    ServerStatus Server,
    IReadOnlyList<PullProgress> Downloads,
    IReadOnlyList<InstalledModelRow> Installed,
    IReadOnlyList<CatalogueFamily> Catalogue,
    IReadOnlyList<ChatRow> Chats,
    string? ChatSearch,
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

    public string? ComparedWith => Policy switch
    {
        { Memory: { } memory } => $"“Fits” is judged by {DisplayFormat.Bytes(memory)} of memory",
        { MemorySeen: > 0 and var seen } => $"“Fits” is judged by the largest memory seen so far: {DisplayFormat.Bytes(seen)}",
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
    public string? Step => State switch
    {
        "waiting" => "Retrying",
        "queued" => Progress.Place is > 1 and { } place ? $"Queued ({DisplayFormat.Ordinal(place)})" : "Queued",
        "failed" => "Failed",
        _ => null,
    };
}

public sealed record ModelViewModel(ModelPage Page, bool IsRoot);

public sealed record ServerAwayViewModel(string? Host, bool IsRoot);
