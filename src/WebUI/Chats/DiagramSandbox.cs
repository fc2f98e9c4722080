using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;

namespace ChatAi.WebUI.Chats;

/// <summary>The page of the frame that draws diagrams. The source is untrusted and the library large, so the frame has its own origin,
/// without cookies, storage or network access (docs/decisions/022-math-and-diagrams.md).</summary>
internal static class DiagramSandbox
{
    private const string Policy =
        "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'self'";

    private static readonly PathString Script = "/js/sandbox";
    private static readonly PathString BundledScript = "/bundle/sandbox";
    private static readonly PathString Library = "/lib/mermaid";

    public static void MapDiagramSandbox(this IEndpointRouteBuilder app) =>
        app.MapGet("/diagram", (HttpContext context, PageFiles files) => Results.Text(PageOf(context, files), "text/html; charset=utf-8"))
            .WithMetadata(new PagePolicy(Policy))
            .Needs(Right.Anyone);

    public static void UseDiagramLibrary(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Library), files => files
            .UseResponseCompression()
            .UseStaticFiles(new StaticFileOptions
            {
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
            }));

    /// <summary>Files for the frame. Its origin is opaque, so they must allow every origin.</summary>
    public static bool Loads(PathString path) =>
        path.StartsWithSegments(Script) || path.StartsWithSegments(BundledScript) || path.StartsWithSegments(Library);

    private static string PageOf(HttpContext context, PageFiles files) =>
        $"""
        <!doctype html>
        <html lang="en" data-path-base="{context.Request.PathBase}">
        <meta charset="utf-8">
        <title>Diagram</title>
        <script type="module" nonce="{context.Nonce()}" src="{context.Resolve(files.AddressOf("js/sandbox/diagram.js"))}"></script>
        """;
}
