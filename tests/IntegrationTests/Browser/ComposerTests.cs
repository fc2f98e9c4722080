using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class ComposerTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    [Fact]
    public async Task What_is_written_while_a_message_is_sent_stays()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        var mayGo = new TaskCompletionSource();
        await Page.RouteAsync("**/message", async route =>
        {
            await mayGo.Task;
            await route.ContinueAsync();
        });

        await Composer.FillAsync("The first question");
        await Page.Keyboard.PressAsync("Enter");
        await Composer.PressSequentiallyAsync(" and the next one");
        mayGo.SetResult();

        await Expect(Page.Locator(".message--user")).ToHaveCountAsync(2);
        await Expect(Page.Locator(".message--user").Last).ToContainTextAsync("The first question");
        await Expect(Composer).ToHaveValueAsync("and the next one");
    }

    [Fact]
    public async Task A_first_message_of_two_lines_leaves_no_draft()
    {
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new");
        await Composer.FillAsync("One line\nand another");
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();
        await Expect(Page.Locator(".message--user")).ToContainTextAsync("and another");

        await Page.GotoAsync("/chat/new");

        await Expect(Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_long_first_message_in_Chinese_fits()
    {
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new");
        await Composer.FillAsync(new string('海', 199_000));
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();

        (await Page.Locator(".message--user [data-text]").TextContentAsync())!.Length.ShouldBe(199_000);
    }

    [Fact]
    public async Task The_cursor_is_in_the_field_again_after_the_button_was_used()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);

        await Composer.FillAsync("Again");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(Page.Locator(".message--user")).ToHaveCountAsync(2);
        await Expect(Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Signing_out_takes_the_drafts_along()
    {
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new");
        await Composer.FillAsync("Between me and the machine");
        await Page.Locator(".nav-item--user").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Page.ArriveAtAsync("/login");

        (await Page.EvaluateAsync<string>("JSON.stringify(sessionStorage)")).ShouldNotContain("Between me");
    }

    [Fact]
    public async Task A_draft_is_not_shown_to_another_user_of_the_tab()
    {
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new");
        await Composer.FillAsync("Between me and the machine");
        await Page.Context.ClearCookiesAsync();
        await Page.GotoAsync("/register_user");
        await Page.GetByLabel("User name").FillAsync("jon.berg");
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Common.Portal.Password);
        await Page.GetByLabel("Password again").FillAsync(Common.Portal.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Page.ArriveAtAsync("/dashboard");

        await Page.GotoAsync("/chat/new");

        await Expect(Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_more_still_sends()
    {
        await Page.AddInitScriptAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        await RegisterRootAsync();

        await StartChatAsync("Hello");

        await WholeAsync(Answers.First);
    }
}
