using System.Security.Claims;
using System.Text.Encodings.Web;
using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Http;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Sessions;

/// <summary>Checks the session in the database at each request, so that revoking it takes effect at once.</summary>
internal sealed class SessionAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    private static readonly object Checked = new();

    /// <summary>Null if nobody is signed in.</summary>
    public static SessionUser? UserOf(HttpContext context) => context.Items[Checked] as SessionUser;

    public static void SetUser(HttpContext context, SessionUser? user) => context.Items[Checked] = user;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Once per request: an error page must not fail on the same database error again.
        if (!Context.Items.ContainsKey(Checked))
        {
            SetUser(Context, null);
            SetUser(Context, await CheckAsync());
        }

        return UserOf(Context) is { } user ? AuthenticateResult.Success(TicketOf(user)) : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!Context.WantsPage())
            return new ProblemResult(AppError.Unauthenticated("session.missing")).ExecuteAsync(Context);

        // Only a page can be returned to after sign-in; a redirect cannot repeat a form.
        string login = Request.PathBase + CookieSignIn.LoginPath;
        string wanted = Request.PathBase + Request.Path + Request.QueryString;
        Response.Redirect(HttpMethods.IsGet(Request.Method) ? QueryHelpers.AddQueryString(login, "returnUrl", wanted) : login);
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new ProblemResult(AppError.Forbidden("forbidden")).ExecuteAsync(Context);

    private static AuthenticationTicket TicketOf(SessionUser user)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
                new Claim(ClaimTypes.Name, user.Name),
                new Claim(ClaimTypes.Role, user.Role.ToString()),
                new Claim(ClaimsPrincipalExtensions.SessionClaim, user.Session.ToString()),
            ],
            SchemeName);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName);
    }

    private async Task<SessionUser?> CheckAsync()
    {
        if (SessionCookie.Read(Request) is not { } key) return null;

        // Not injected: an event stream keeps this handler for hours and disposes the services of its request early.
        var mediator = Context.RequestServices.GetRequiredService<IMediator>();
        var session = await mediator.Send(new CheckSessionCommand(key), Context.RequestAborted);
        return session.IsSuccess ? session.Value : null;
    }
}
