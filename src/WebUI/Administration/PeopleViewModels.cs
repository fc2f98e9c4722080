using ChatAi.Application.Administration;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.WebUI.Administration;

/// <param name="Waiting">Those who asked for an account.</param>
/// <param name="Count">Of all accounts that work or are disabled, shown or not.</param>
/// <param name="Query">What the accounts are narrowed by; empty where all are shown.</param>
/// <param name="Me">Who looks at the page.</param>
/// <param name="NewInvitation">The link of the invitation that was just made; it is shown this once.</param>
/// <param name="InvitationError">Why none was made.</param>
public sealed record PeopleViewModel(
    IReadOnlyList<UserRow> Waiting, IReadOnlyList<UserRow> Accounts, int Count, string Query, IReadOnlyList<InvitationRow> Invitations,
    RegistrationMode Registration, UserId? Me, ShownLink? NewInvitation, AppError? InvitationError);

/// <param name="NewReset">The link to reset the password that was just made; it is shown this once.</param>
public sealed record PersonViewModel(UserView User, bool IsMe, ShownLink? NewReset);

/// <summary>A link for root to hand on.</summary>
public sealed record ShownLink(Uri Link, DateTimeOffset ExpiresAt);

/// <summary>What the form of a new invitation sends; what is missing takes the usual.</summary>
public sealed record InvitationForm(string? Note, int? Uses, int? Days)
{
    public const int UsualDays = 7;
}
