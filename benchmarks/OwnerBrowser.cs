using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChatAi.Benchmarks;

/// <summary>Chromium with a page in which the portal's owner is signed in.</summary>
internal sealed class OwnerBrowser : IAsyncDisposable
{
    private static readonly BrowserTypeLaunchOptions Options = new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHATAI_CHROMIUM") ?? "/usr/bin/chromium",
        Args =
        [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    };

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OwnerBrowser(IPlaywright playwright, IBrowser browser, IPage page) =>
        (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    public static async Task<OwnerBrowser> StartAsync(Lab lab, BrowserNewPageOptions options)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(Options);
        options.BaseURL = lab.Owner.Address.ToString();
        var owner = new OwnerBrowser(playwright, browser, await browser.NewPageAsync(options));
        await owner.SignInAsync();
        return owner;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task SignInAsync()
    {
        await Page.GotoAsync("/login");
        await Page.FillAsync("[name=username]", Visitor.RootName);
        await Page.FillAsync("[name=password]", Visitor.Password);
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/chat/new$"));
    }
}
