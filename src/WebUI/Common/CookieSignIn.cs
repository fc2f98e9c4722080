using System.Security.Claims;
using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatAi.WebUI.Common;

/// <summary>The cookie says who somebody is; the store is asked at each request whether that still counts.</summary>
internal static class CookieSignIn
{
    public const string LoginPath = "/login";
    private const string StampClaim = "chatai:stamp";
    private static readonly object SessionKey = new();

    public static IServiceCollection AddCookieSignIn(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<ICurrentUser, CurrentUser>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "chatai";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.LoginPath = LoginPath;
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = CheckSessionAsync;
            options.Events.OnRedirectToLogin = AskToSignInAsync;
            options.Events.OnRedirectToAccessDenied = context =>
                new Refusal(AppError.Forbidden("Your account may not do that.")).ExecuteAsync(context.HttpContext);
        });
        return services.AddAuthorization(options =>
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    public static Task SignInAsync(this HttpContext context, SignedInUser user)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
                new Claim(ClaimTypes.Name, user.Name),
                new Claim(ClaimTypes.Role, user.Role.ToString()),
                new Claim(StampClaim, user.SecurityStamp),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    /// <summary>What the store said of the signed-in user at this request; null before sign-in.</summary>
    public static SessionUser? SessionUser(this HttpContext context) => context.Items[SessionKey] as SessionUser;

    private static async Task CheckSessionAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // The error page of a request that was checked before. If that check itself failed, it would fail again here.
            if (http.SessionUser() is null) context.RejectPrincipal();
            context.ShouldRenew = false;
            return;
        }

        if (context.Principal?.UserId() is { } id && context.Principal.FindFirstValue(StampClaim) is { } stamp)
        {
            var mediator = http.RequestServices.GetRequiredService<IMediator>();
            var session = await mediator.Send(new CheckSessionQuery(id, stamp), http.RequestAborted);
            if (session.IsSuccess)
            {
                http.Items[SessionKey] = session.Value;
                return;
            }
        }

        context.RejectPrincipal();
        await http.SignOutAsync();
    }

    private static Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.WantsPage())
        {
            // A form that was sent cannot be sent again by a redirect, so only a page that was asked for is come back to.
            var wanted = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
            context.Response.Redirect(
                HttpMethods.IsGet(context.Request.Method) ? QueryHelpers.AddQueryString(LoginPath, "returnUrl", wanted) : LoginPath);
            return Task.CompletedTask;
        }

        var error = new AppError(ErrorKind.Unauthenticated, "session.ended", "You are not signed in. Sign in, then try again.");
        return new Refusal(error).ExecuteAsync(context.HttpContext);
    }
}
