using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Accounts;

/// <param name="Version">Of the portal.</param>
public sealed record AccountExport(
    string Version,
    DateTimeOffset ExportedAt,
    ExportedProfile Profile,
    IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedModelRequest> ModelRequests,
    IAsyncEnumerable<ExportedChat> Chats);

public sealed record ExportedProfile(
    Guid Id,
    string UserName,
    UserRole Role,
    DateTimeOffset CreatedAt,
    string? DefaultModel,
    string SystemPrompt,
    ModelOptions Options,
    Theme Theme,
    SendKey SendKey,
    Language Language)
{
    internal static ExportedProfile Of(User user)
    {
        var preferences = user.Preferences;
        return new ExportedProfile(
            user.Id.Value,
            user.Name,
            user.Role,
            user.CreatedAt,
            preferences.DefaultModel?.ToString(),
            preferences.SystemPrompt,
            preferences.Options,
            preferences.Theme,
            preferences.SendKey,
            preferences.Language);
    }
}

public sealed record ExportedSession(
    string Address,
    string UserAgent,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? EndedAt);

public sealed record ExportedModelRequest(
    string Model, string? Reason, ModelRequestStatus Status, string? Answer, DateTimeOffset CreatedAt);
