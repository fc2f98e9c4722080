using System.Globalization;
using ChatAi.Application.Chats;

namespace ChatAi.WebUI.Chats;

/// <param name="View">Null while unknown.</param>
/// <param name="IsShown">Whether the gauge is shown even so; a chat without messages has none.</param>
public sealed record ContextViewModel(ContextView? View, bool IsShown = true)
{
    public string? Level => View?.Percent switch { >= 95 => "gauge--full", >= 75 => "gauge--high", _ => null };

    public IReadOnlyList<int> Longer => View is null ? [] : [.. View.Choices.Where(choice => choice > View.Length)];

    public string? Rate => View?.Use.TokensPerCharacter.ToString("0.####", CultureInfo.InvariantCulture);
}
