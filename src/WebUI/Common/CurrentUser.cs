using System.Security.Claims;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.WebUI.Common;

/// <summary>Whom the cookie of the request names; read at each use, because sign-in happens within a request.</summary>
internal sealed class CurrentUser(IHttpContextAccessor http) : ICurrentUser
{
    public UserId? Id => http.HttpContext?.User.UserId();

    public bool IsRoot => http.HttpContext?.User.IsInRole(nameof(UserRole.Root)) is true;
}

internal static class ClaimsPrincipalExtensions
{
    public static UserId? UserId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new UserId(id) : null;
}
