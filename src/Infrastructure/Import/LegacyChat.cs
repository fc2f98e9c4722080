namespace ChatAi.Infrastructure.Import;

internal sealed record LegacyMessage(string Key, string Role, string Content, DateTimeOffset At);

/// <param name="Owner">The name of its account.</param>
internal sealed record LegacyChat(
    string Id, string? Name, string Owner, string? Model, DateTimeOffset CreatedAt, IReadOnlyList<LegacyMessage> Messages);
