using System.Security.Claims;
using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.WebUI.Sessions;

/// <summary>The signed-in user, read at each use because a request may sign in.</summary>
internal sealed class CurrentUser(IHttpContextAccessor http) : ICurrentUser
{
    public UserId? Id => http.HttpContext?.User.UserId();

    public SessionId? SessionId => http.HttpContext?.User.SessionId();

    public SessionUser? Session => http.HttpContext?.SessionUser();

    public bool IsRoot => http.HttpContext?.User.IsInRole(nameof(UserRole.Root)) is true;
}

internal static class ClaimsPrincipalExtensions
{
    public const string SessionClaim = "chatai:session";

    public static UserId? UserId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new UserId(id) : null;

    public static SessionId? SessionId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id) ? new SessionId(id) : null;
}
