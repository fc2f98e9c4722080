using ChatAi.Application.Accounts;

namespace ChatAi.WebUI.Accounts;

/// <param name="Done">The change that was just made.</param>
public sealed record AccountViewModel(
    AccountView Account,
    IReadOnlyList<SessionRow> Sessions,
    string UserName,
    string? Done,
    FailedChange? Failed
)
{
    public string? ErrorOf(string form, string field) =>
        Failed?.Form == form ? Failed.Shown.Of(field) : null;

    /// <summary>The error, unless a field of the form shows it.</summary>
    public string? ErrorBesideFields(string form) =>
        Failed?.Form == form ? Failed.Shown.BesideFields : null;
}
