using ChatAi.IntegrationTests.Browser;
using ChatAi.IntegrationTests.Common;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class SignedOutTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    [Trait("Security", "44")]
    public async Task Back_after_signing_out_shows_nothing()
    {
        await RegisterRootAsync();
        await StartChatAsync("A secret of mine");
        await WholeAsync(Answers.First);
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
}
