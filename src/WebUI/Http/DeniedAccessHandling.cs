using System.Net;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.WebUI.Sessions;
using Microsoft.AspNetCore.Diagnostics;

namespace ChatAi.WebUI.Http;

/// <summary>Audits denied requests (missing right, rate limit, another owner) by the pattern of the route, without the address
/// itself.</summary>
internal static class DeniedAccessHandling
{
    public static IApplicationBuilder UseDeniedAccess(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);

        // The error page re-executes the pipeline.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && ActionOf(context) is { } action) Note(context, action);
    });

    private static string? ActionOf(HttpContext context) => (HttpStatusCode)context.Response.StatusCode switch
    {
        HttpStatusCode.Forbidden => "access.denied",
        HttpStatusCode.TooManyRequests => "access.limited",
        HttpStatusCode.NotFound when context.User.UserId() is not null && Ids(context).Count > 0 => "access.not-theirs",
        _ => null,
    };

    private static void Note(HttpContext context, string action)
    {
        // A denied command writes its own entry.
        var services = context.RequestServices;
        if (services.GetRequiredService<IAuditLog>().HasNoted) return;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
        services.GetRequiredService<IDeniedAccessLog>().Add(new DeniedAccess(
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            context.User.UserId(),
            action,
            $"{context.Request.Method} /{route.TrimStart('/')}",
            services.GetRequiredService<ICurrentClient>().Address,
            Code(action))
        {
            Ids = action == "access.not-theirs" ? Ids(context) : [],
        });
    }

    private static string Code(string action) => action switch
    {
        "access.denied" => "forbidden",
        "access.limited" => "too-many",
        _ => "not-found",
    };

    private static List<Guid> Ids(HttpContext context) =>
        [
            .. context
                .Request.RouteValues.Values.Select(v => Guid.TryParse(v as string, out var id) ? id : Guid.Empty)
                .Where(id => id != Guid.Empty),
        ];
}
