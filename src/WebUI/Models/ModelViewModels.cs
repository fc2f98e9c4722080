using ChatAi.Application.Chats;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.WebUI.Models;

/// <param name="ChatSearch">What the chats were searched for; null when they are the last ones.</param>
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
    /// <summary>Families shown before somebody asks for all; a multiple of the columns.</summary>
    public const int FirstFamilies = 9;

    public int Count(string capability) => Catalogue.Count(f => f.Capabilities.Contains(capability));
}

public sealed record InstalledCardViewModel(InstalledModelRow Model, int Index, bool IsRoot);

/// <param name="IsBlank">A template that scripts fill.</param>
public sealed record DownloadViewModel(PullProgress Progress, bool IsRoot, bool IsBlank = false)
{
    public static DownloadViewModel Blank(bool isRoot) =>
        new(new PullProgress(default, "", PullStatus.Queued, "", 0, 0, null, null, null, null, null), isRoot, IsBlank: true);

    public bool IsFailed => Progress.Status == PullStatus.Failed;

    /// <summary>Decides which of its buttons show.</summary>
    public string State => Progress switch
    {
        { Status: PullStatus.Queued, RetryAt: not null } => "waiting",
        _ => Progress.Status.ToString().ToLowerInvariant(),
    };

    public string Step => State switch
    {
        "waiting" => "Is tried again",
        "queued" => Progress.Place is > 1 and { } place ? $"Waits as number {place}" : "Waits for its turn",
        "failed" => "Failed",
        _ => Progress.Step.Length == 0 ? "Starting" : Progress.Step,
    };
}

public sealed record ModelViewModel(ModelPage Page, bool IsRoot);

public sealed record ServerAwayViewModel(string Host, string? Error, bool IsRoot);
