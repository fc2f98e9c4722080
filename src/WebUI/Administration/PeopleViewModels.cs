using ChatAi.Application.Administration;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Errors;

namespace ChatAi.WebUI.Administration;

/// <param name="Count">All accounts except those waiting for approval.</param>
/// <param name="NewInvitation">Shown only once.</param>
public sealed record PeopleViewModel(
    IReadOnlyList<UserRow> Waiting, IReadOnlyList<UserRow> Accounts, int Count, string Query, IReadOnlyList<InvitationRow> Invitations,
    RegistrationMode Registration, UserId? Me, ShownLink? NewInvitation, ShownError? InvitationError);

/// <param name="NewReset">Shown only once.</param>
public sealed record PersonViewModel(UserView User, bool IsMe, ShownLink? NewReset);

public sealed record ShownLink(Uri Link, DateTimeOffset ExpiresAt);

/// <summary>Missing values mean the defaults.</summary>
public sealed record InvitationForm(string? Note, int? Uses, int? Days)
{
    public const int UsualDays = 7;
}
