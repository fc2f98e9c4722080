using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Errors;

/// <summary>The words for errors, and for other stored codes, in the language of the request and for the role of its user.</summary>
public sealed class ErrorText(IStringLocalizer<ErrorTexts> texts, IHttpContextAccessor http)
{
    private const string ForAdministrators = ".admin";

    private bool IsAdministrator => http.HttpContext?.User.IsInRole(nameof(UserRole.Root)) is true;

    public string Of(AppError error) =>
        error.Fields.Count == 0
            ? Of(error.Reason)
            : string.Join(' ', error.Fields.Values.SelectMany(field => field).Distinct().Select(reason => Of(reason)));

    public ShownError Show(AppError error) =>
        new(error.Code, Of(error), error.Fields.ToDictionary(f => f.Key, f => f.Value.Select(reason => Of(reason)!).ToArray()));

    [return: NotNullIfNotNull(nameof(reason))]
    public string? Of(Reason? reason) => reason is null ? null : Of(reason, IsAdministrator);

    public string Of(Reason reason, bool isAdministrator)
    {
        var text = Find(reason.Code, isAdministrator);
        if (text is null) return Of(Reason.Of("unknown", reason.Code), isAdministrator);
        var args = reason.Args.Select(arg => arg is Reason inner ? Of(inner, isAdministrator) : arg);

        // Stored by another version, it may have fewer arguments than the text.
        return string.Format(new TextFormat(CultureInfo.CurrentUICulture), text, [.. args, "", "", "", "", ""]);
    }

    private string? Find(string code, bool isAdministrator)
    {
        if (isAdministrator && texts[code + ForAdministrators] is { ResourceNotFound: false } other) return other.Value;
        return texts[code] is { ResourceNotFound: false } text ? text.Value : null;
    }
}

/// <param name="Detail">All of it, also what is wrong with fields.</param>
public sealed record ShownError(string Code, string Detail, IReadOnlyDictionary<string, string[]> Fields)
{
    public string? Of(string field) => Fields.TryGetValue(field, out var texts) ? texts[0] : null;

    /// <summary>Null if fields show it.</summary>
    public string? BesideFields => Fields.Count == 0 ? Detail : null;
}
