using Microsoft.AspNetCore.Mvc.Controllers;

namespace ChatAi.WebUI.Http;

/// <summary>Compresses pages, unless another site may have opened them. Such a site could repeat that with text of its choice, and learn
/// from the sizes what else is on the page (BREACH; docs/decisions/025-bundle-and-compression.md).</summary>
internal static class PageCompression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options => options.EnableForHttps = true);

    /// <summary>To be used after routing. Event streams and small JSON come from other endpoints than pages.</summary>
    public static void UsePageCompression(this IApplicationBuilder app) =>
        app.UseWhen(context => IsPage(context) && IsOwn(context.Request), pages => pages.UseResponseCompression());

    private static bool IsPage(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() is not null;

    // Browsers say it to HTTPS and to localhost. Without HTTPS, the text itself can be read.
    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => !request.IsHttps,
        _ => false,
    };
}
