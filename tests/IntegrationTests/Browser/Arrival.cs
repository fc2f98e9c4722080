using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>
/// Looks at the page until it is there and loaded. Playwright's own <c>WaitForURLAsync</c> listens for the navigation instead, and waits in
/// vain for one that ends while it begins to listen.
/// </summary>
internal static partial class Arrival
{
    /// <param name="path">As <c>/dashboard</c>, whatever stands behind it.</param>
    public static Task ArriveAtAsync(this IPage page, string path) =>
        page.ArriveAsync(new Regex($"^https?://[^/]+{Regex.Escape(path)}(?:[?#].*)?$"));

    public static Task ArriveInChatAsync(this IPage page) => page.ArriveAsync(Chat());

    public static async Task ArriveInAnotherChatAsync(this IPage page, string old)
    {
        await Assertions.Expect(page).Not.ToHaveURLAsync(old);
        await page.ArriveInChatAsync();
    }

    /// <summary>Until its scripts listen.</summary>
    public static Task BeLoadedAsync(this IPage page) =>
        Assertions.Expect(page.Locator("html")).ToHaveJSPropertyAsync("ownerDocument.readyState", "complete");

    private static async Task ArriveAsync(this IPage page, Regex address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(address);
        await page.BeLoadedAsync();
    }

    [GeneratedRegex("/chat/[0-9a-f-]{36}(?:#.*)?$")]
    private static partial Regex Chat();
}
