using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Security;

/// <summary>Serves the portal below <see cref="NetworkOptions.PathBase"/>.</summary>
internal static class PathBase
{
    // UsePathBase sets it only if the request's path has it: behind a proxy that removes it, links would lead outside the portal.
    public static void UseOwnPathBase(this IApplicationBuilder app)
    {
        PathString pathBase = app.ApplicationServices.GetRequiredService<IOptions<NetworkOptions>>().Value.PathBase;
        if (!pathBase.HasValue) return;
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.Path.StartsWithSegments(pathBase, out var rest)) request.Path = rest.HasValue ? rest : "/";
            request.PathBase = pathBase;
            return next();
        });
    }

    /// <summary>A route and the path base could be confused.</summary>
    /// <exception cref="OptionsValidationException">A route starts with the same segment.</exception>
    public static void CheckPathBase(this WebApplication app)
    {
        var pathBase = app.Services.GetRequiredService<IOptions<NetworkOptions>>().Value.PathBase;
        if (pathBase.Length == 0) return;
        var first = FirstSegment(pathBase);
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        if (!routes.Any(route => FirstSegment(route.RoutePattern.RawText ?? "").Equals(first, StringComparison.OrdinalIgnoreCase))) return;
        var sentence =
            $"Network__PathBase is “{pathBase}”, and the portal has pages of its own below /{first}. Choose another path, such as "
                + "/chat-ai.";
        throw new OptionsValidationException(NetworkOptions.Section, typeof(NetworkOptions), [sentence]);
    }

    private static string FirstSegment(string path) => path.TrimStart('~', '/').Split('/')[0];
}
