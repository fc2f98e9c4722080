using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Security;

/// <summary>Serves the portal below a path of its host, as <see cref="NetworkOptions.PathBase"/> says.</summary>
internal static class PathBase
{
    // The framework's UsePathBase sets it only where the path has it, so that behind a proxy which removes it every link would lead
    // out of the portal.
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

    /// <summary>A path of the portal's own could not be told from the path base.</summary>
    /// <exception cref="OptionsValidationException">They begin with the same segment.</exception>
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
