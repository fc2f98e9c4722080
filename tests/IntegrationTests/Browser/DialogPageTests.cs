using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class DialogPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    [Fact]
    public async Task A_dialog_keeps_the_focus_and_gives_it_back()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        var menu = Page.GetByLabel("More actions");
        await menu.PressAsync("Enter");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete chat" }).First.PressAsync("Enter");

        await Expect(Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await CheckLooksAsync("a dialog");
        (await Dialog.BoundingBoxAsync())!.Height.ShouldBeLessThan(300);
        for (var tab = 0; tab < 4; tab++)
        {
            await Page.Keyboard.PressAsync("Tab");
            (await Page.EvaluateAsync<bool>("document.activeElement === document.body || !!document.activeElement.closest('dialog')"))
                .ShouldBeTrue();
        }

        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(menu).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_click_beside_a_dialog_closes_it_and_without_scripts_it_opens()
    {
        await SignInAsync();
        await Page.GotoAsync("/account");
        // The last administrator cannot delete their account; a member can.
        var member = await OpenMemberAsync("sam.okafor");
        await member.GotoAsync("/account");
        var open = member.GetByRole(AriaRole.Button, new() { Name = "Delete my account" });
        await open.ClickAsync();
        await Expect(member.GetByLabel("Your password")).ToBeFocusedAsync();
        await member.Mouse.ClickAsync(10, 10);
        await Expect(member.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(open).ToBeFocusedAsync();

        await member.RouteAsync("**/*.js", route => route.AbortAsync());
        await member.ReloadAsync();
        await open.ClickAsync();
        await Expect(member.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await member.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(member.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
