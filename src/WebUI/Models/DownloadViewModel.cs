using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Display;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Models;

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
