using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Authentication;

namespace ChatAi.WebUI.Sessions;

internal static class CookieSignIn
{
    public const string LoginPath = "/login";

    public static IServiceCollection AddCookieSignIn(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<ICurrentUser, CurrentUser>();
        services.AddSingleton<DeviceCookie>();
        services.AddScoped<ICurrentClient, CurrentClient>();
        services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, configureOptions: null);
        return services.AddAuthorization(options => options.FallbackPolicy = RightCheck.Policy);
    }

    public static async Task<Result> SignInAsync(this HttpContext context, SignedInUser user)
    {
        var mediator = context.RequestServices.GetRequiredService<IMediator>();
        var started = await mediator.Send(new StartSessionCommand(user), context.RequestAborted);
        if (!started.IsSuccess) return started.Error;

        SessionCookie.Write(context, started.Value.Key, started.Value.ExpiresAt);
        context.RequestServices.GetRequiredService<DeviceCookie>().Remember(context, user.Id);
        return Result.Success;
    }

    public static async Task SignOutOfSessionAsync(this HttpContext context)
    {
        var mediator = context.RequestServices.GetRequiredService<IMediator>();
        await mediator.Send(new SignOutCommand(), context.RequestAborted);
        context.ForgetSession();
    }

    public static void ForgetSession(this HttpContext context)
    {
        SessionCookie.Delete(context);

        // Not "cookies", which would delete the device cookie.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    public static SessionUser? SessionUser(this HttpContext context) => SessionAuthentication.UserOf(context);
}
