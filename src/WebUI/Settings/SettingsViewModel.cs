using ChatAi.Application.Models;
using ChatAi.WebUI.Errors;

namespace ChatAi.WebUI.Settings;

/// <param name="Models">Models that can be the default: they can chat and run locally.</param>
/// <param name="Policy">For administrators, else null.</param>
public sealed record SettingsViewModel(SettingsForm Form, IReadOnlyList<string> Models, ShownError? Error, bool IsSaved, PolicyView? Policy)
{
    public string? ErrorOf(string field) => Error?.Of(field);

    public string? ErrorBesideFields => Error?.BesideFields;

    public string? AriaInvalid(string field) => ErrorOf(field) is null ? null : "true";

    public string? ErrorId(string field, string id) => ErrorOf(field) is null ? null : id;
}
