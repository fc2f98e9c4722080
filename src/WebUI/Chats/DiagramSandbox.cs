using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;

namespace ChatAi.WebUI.Chats;

/// <summary>
/// The page of the frame that draws diagrams. Their source is what a model wrote, and the library that draws them is large: so they run
/// with an origin of their own, without cookies, storage or network (docs/decisions/022-math-and-diagrams.md).
/// </summary>
internal static class DiagramSandbox
{
    private const string Policy =
        "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'self'";

    private static readonly PathString Script = "/js/sandbox";
    private static readonly PathString Library = "/lib/mermaid";

    public static void MapDiagramSandbox(this IEndpointRouteBuilder app) =>
        app.MapGet("/diagram", (HttpContext context) =>
                Results.Text(PageOf(context.Resolve("~/js/sandbox/diagram.js")), "text/html; charset=utf-8"))
            .WithMetadata(new PagePolicy(Policy))
            .Needs(Right.Anyone);

    /// <summary>Serves the files of the library, for everyone: a page loads a few of them, most pages none.</summary>
    public static void UseDiagramLibrary(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Library), files => files
            .UseResponseCompression()
            .UseStaticFiles(new StaticFileOptions
            {
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
            }));

    /// <summary>Whether the frame loads a file. Its origin is none, so a browser refuses it what is not for all origins.</summary>
    public static bool Loads(PathString path) => path.StartsWithSegments(Script) || path.StartsWithSegments(Library);

    private static string PageOf(string script) =>
        $"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Diagram</title>
        <script type="module" src="{script}"></script>
        """;
}
