using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class ShortcutBrowserTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private ILocator Message => Page.GetByLabel("Message", new() { Exact = true });

    [Fact]
    public async Task The_keyboard_leads_to_the_list_of_shortcuts_to_chats_and_back()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        await Page.Keyboard.PressAsync("Control+/");
        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
        await CheckLooksAsync("the list of shortcuts");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Message).ToBeFocusedAsync();

        foreach (var width in new[] { 1440, 360 })
        {
            await Page.SetViewportSizeAsync(width, 800);
            await Page.Keyboard.PressAsync("Control+Shift+S");
            await Expect(Page.Locator("[data-chat-list] a[aria-current=page]")).ToBeFocusedAsync();
            await Page.Keyboard.PressAsync("Escape");
            await Page.Keyboard.PressAsync("Shift+Escape");
            await Expect(Message).ToBeFocusedAsync();
        }

        await Page.Keyboard.PressAsync("Control+Shift+O");
        await Page.ArriveAtAsync("/chat/new");
    }
}
