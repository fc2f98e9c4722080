using ChatAi.Application.Administration;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.WebUI.Administration;

/// <param name="Count">All accounts except those waiting for approval.</param>
/// <param name="NewInvitation">Shown only once.</param>
public sealed record PeopleViewModel(
    IReadOnlyList<UserRow> Waiting, IReadOnlyList<UserRow> Accounts, int Count, string Query, IReadOnlyList<InvitationRow> Invitations,
    RegistrationMode Registration, UserId? Me, ShownLink? NewInvitation, AppError? InvitationError);

/// <param name="NewReset">Shown only once.</param>
public sealed record PersonViewModel(UserView User, bool IsMe, ShownLink? NewReset);

public sealed record ShownLink(Uri Link, DateTimeOffset ExpiresAt);

/// <summary>Missing values mean the defaults.</summary>
public sealed record InvitationForm(string? Note, int? Uses, int? Days)
{
    public const int UsualDays = 7;
}
