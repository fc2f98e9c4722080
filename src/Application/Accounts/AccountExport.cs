using System.Globalization;
using ChatAi.Application.Export;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Accounts;

/// <param name="Version">Of the portal.</param>
public sealed record AccountExport(
    string Version,
    DateTimeOffset ExportedAt,
    ExportedProfile Profile,
    IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedModelRequest> ModelRequests,
    IReadOnlyList<ExportedFile> Files,
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

/// <param name="Size">In bytes.</param>
/// <param name="Path">Of its content in the archive.</param>
public sealed record ExportedFile(Guid Id, string Name, FileKind? Kind, long Size, DateTimeOffset CreatedAt, string Path)
{
    internal static ExportedFile Of(StoredFile file, int number)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"files/{number:000} {ExportFileName.Of(file.Name)}");
        return new ExportedFile(file.Id.Value, file.Name, file.Kind, file.Size, file.CreatedAt, path);
    }
}

public sealed record ExportedModelRequest(
    string Model, string? Reason, ModelRequestStatus Status, string? Answer, DateTimeOffset CreatedAt);
