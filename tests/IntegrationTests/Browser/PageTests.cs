using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class PageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    protected override bool HasOwnPortal => true;

    private static readonly string[] SignedInPages =
    [
        "/dashboard", "/chat/new", "/settings", "/root_dashboard", "/audit", "/about", "/model/details/qwen3:8b", "/nowhere",
    ];

    [Fact]
    public async Task Every_page_fits_and_is_accessible()
    {
        Ollama.Answers.Enqueue(
            "# Title\n\nText with `code`, a [link](https://example.org) and\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```csharp\nvar answer = "
                + "42; // a comment\n```"
        );
        await CheckAsync("/register_root");
        await SignInAsync();
        await OpenChatAsync("Show me everything");
        await CheckLooksAsync("a chat");

        foreach (var path in SignedInPages) await CheckAsync(path);
        await Page.Context.ClearCookiesAsync();
        foreach (var path in new[] { "/login", "/register_user" }) await CheckAsync(path);
    }

    [Fact]
    public async Task A_theme_that_was_chosen_holds_against_the_systems()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await SignInAsync();
        await Page.GotoAsync("/settings");
        await Page.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Page.GotoAsync("/dashboard");

        (await Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).colorScheme")).ShouldBe("dark");
    }

    [Fact]
    public async Task What_is_chosen_can_be_seen_in_forced_colors()
    {
        await Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await SignInAsync();
        await OpenChatAsync("Hello");
        (await StyleAsync(".chat-list__chat[aria-current]", "outlineStyle")).ShouldBe("solid");

        await Page.GotoAsync("/settings");
        var chosen = await StyleAsync(".segmented__item:has(:checked)", "backgroundColor");
        chosen.ShouldNotBe(await StyleAsync(".segmented__item:not(:has(:checked))", "backgroundColor"));
        var box = Page.Locator(".switch__box").First;
        var before = await box.EvaluateAsync<string>("box => getComputedStyle(box, '::before').backgroundColor");
        before.ShouldNotBe(await box.EvaluateAsync<string>("box => getComputedStyle(box).backgroundColor"));

        Task<string> StyleAsync(string selector, string name) => Page.EvaluateAsync<string>(
            "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]", new[] { selector, name });
    }

    [Fact]
    public async Task The_drawer_opens_and_closes_by_keyboard()
    {
        await Page.SetViewportSizeAsync(360, 800);
        await SignInAsync();
        await Page.GotoAsync("/dashboard");
        await Expect(Page.Locator("#sidebar")).ToBeHiddenAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Chats and pages" }).FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#sidebar")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.Locator("#sidebar")).ToBeHiddenAsync();
    }

    private async Task CheckAsync(string path)
    {
        await Page.GotoAsync(path);
        await CheckLooksAsync("the page");
    }
}
