using ChatAi.Application.Models;
using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Chats;

/// <param name="Offered">Empty if the model cannot think.</param>
/// <param name="Mode">May have been chosen for another model.</param>
public sealed record ThinkingViewModel(IReadOnlyList<ThinkingMode> Offered, ThinkingMode Mode)
{
    public bool HasSwitch => Offered.Contains(ThinkingMode.On);

    public bool HasLevels => Offered.Contains(ThinkingMode.High);

    /// <summary>Models that can think do so by default.</summary>
    public bool IsOn => Mode != ThinkingMode.Off;

    public static string Name(ThinkingMode mode) => mode.ToString().ToLowerInvariant();

    public static string Kind(InstalledModelRow model) => new ThinkingViewModel(model.ThinkingModes, default) switch
    {
        { HasSwitch: true } => "switch",
        { HasLevels: true } => "levels",
        _ => "none",
    };
}
