using ChatAi.Application.Models;

namespace ChatAi.WebUI.Chats;

/// <param name="Models">Recommended models, the best first; empty once one is installed.</param>
/// <param name="Installed">A model to chat with; null until there is one.</param>
/// <param name="State">Changes when the page should be loaded again.</param>
public sealed record SetupGuideViewModel(
    ServerStatus Server,
    IReadOnlyList<PullProgress> Downloads,
    IReadOnlyList<CatalogueEntry> Models,
    PolicyView Policy,
    string? Installed,
    string State)
{
    private static readonly double[] UsualSizes = [4, 8, 12, 16, 24, 32, 48, 64, 96, 128];

    /// <summary>In gigabytes.</summary>
    public double? Memory => Policy.Memory / 1e9;

    public IEnumerable<double> MemorySizes => Memory is { } memory ? UsualSizes.Append(memory).Distinct().Order() : UsualSizes;
}

public enum SetupStep
{
    Later,
    Current,
    Done,
}
