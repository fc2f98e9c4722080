using ChatAi.Application.Models;
using ChatAi.Domain.Chats;

namespace ChatAi.WebUI.Chats;

/// <param name="Models">Working models that can chat.</param>
/// <param name="Current">May have been deleted.</param>
public sealed record ModelChoicesViewModel(IReadOnlyList<InstalledModelRow> Models, string? Current)
{
    public ThinkingViewModel Thinking(ThinkingMode mode) => new(Models.FirstOrDefault(IsCurrent)?.ThinkingModes ?? [], mode);

    public IReadOnlyList<InstalledModelRow> Seeing => [.. Models.Where(m => m.CanSee)];

    public string? RemoteHost => Models.FirstOrDefault(IsCurrent)?.RemoteHost;

    public bool IsCurrent(InstalledModelRow model) => string.Equals(model.Name, Current, StringComparison.OrdinalIgnoreCase);
}
