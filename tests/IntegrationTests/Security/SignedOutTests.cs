using ChatAi.IntegrationTests.Browser;
using ChatAi.IntegrationTests.Common;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

[Collection(BrowserChains.Second)]
public sealed class SignedOutTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    [Trait("Security", "44")]
    public async Task Back_after_signing_out_shows_nothing()
    {
        await SignInAsync();
        await OpenChatAsync("A secret of mine");
        await Page.GotoAsync("/settings");

        await Page.EvaluateAsync("document.querySelector('form[action=\"/logout\"]').requestSubmit()");
        await Page.ArriveAtAsync("/login");
        for (var steps = 0; steps < 4; steps++)
        {
            await Page.GoBackAsync(new() { WaitUntil = WaitUntilState.Load });
            (await Page.ContentAsync()).ShouldNotContain("A secret of mine");
            (await Page.ContentAsync()).ShouldNotContain(Portal.RootName);
        }
    }

    [Fact]
    [Trait("Security", "44")]
    public async Task Signing_out_takes_the_content_from_all_tabs()
    {
        await SignInAsync();
        await OpenChatAsync("A secret of mine");
        await Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Another one");
        var other = await NewPageAsync();
        await other.GotoAsync("/settings");

        await other.EvaluateAsync("document.querySelector('form[action=\"/logout\"]').requestSubmit()");

        await Assertions.Expect(Page.GetByText("You have been signed out.")).ToBeVisibleAsync();
        (await Page.ContentAsync()).ShouldNotContain("A secret of mine");
        (await Page.EvaluateAsync<string>("JSON.stringify({ ...sessionStorage })")).ShouldNotContain("Another one");
    }
}
