using System.Security.Claims;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace ChatAi.WebUI.Security;

/// <summary>The policy of every endpoint; denies access to an endpoint without a right.</summary>
internal sealed class RightCheck : AuthorizationHandler<RightCheck>, IAuthorizationRequirement
{
    public static AuthorizationPolicy Policy { get; } = new AuthorizationPolicyBuilder().AddRequirements(new RightCheck()).Build();

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightCheck requirement)
    {
        if (context.Resource is HttpContext http && IsGranted(http.GetEndpoint(), http.User)) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsGranted(Endpoint? endpoint, ClaimsPrincipal user)
    {
        // An endpoint of the router itself, for status 404, 405 or 415.
        if (endpoint is not RouteEndpoint) return true;
        return endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Right switch
        {
            Right.Anyone => true,
            Right.Member or Right.Own => user.Identity?.IsAuthenticated is true,
            Right.Root => user.IsInRole(nameof(UserRole.Root)),
            _ => false,
        };
    }
}
