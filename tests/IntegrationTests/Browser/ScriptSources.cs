using ChatAi.IntegrationTests.Common;
using Microsoft.Playwright;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>The modules as they are written, which pages have only in a bundle.</summary>
internal static class ScriptSources
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src/WebUI/wwwroot");

    /// <summary>Lets tests import single modules. They are not the ones that the page runs.</summary>
    public static async Task ServeSourcesAsync(this IPage page)
    {
        foreach (var pattern in (string[])["**/js/**", "**/lib/highlight/**"])
        {
            await page.RouteAsync(pattern, route =>
                route.FulfillAsync(new() { Path = Folder + new Uri(route.Request.Url).AbsolutePath, ContentType = "text/javascript" }));
        }
    }
}
