namespace ChatAi.WebUI.Models;

/// <param name="Host">The address that the portal uses.</param>
public sealed record ServerAwayViewModel(string? Host);
