using ChatAi.IntegrationTests.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What breaks the policy or asks another host fails every test with a browser; here are all pages, and a chat.</summary>
[Trait("Security", "24")]
public sealed class EveryPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task Root_and_a_member_see_every_page_and_nothing_leaves_the_portal()
    {
        await RegisterRootAsync();
        await StartChatAsync("Show me a table");
        await WholeAsync(Answers.First);
        var chat = new Uri(Page.Url).AbsolutePath;
        await SeeAsync(Page, 200, [chat, "/", "/dashboard", "/chat/new", "/settings", "/root_dashboard", "/model/details/qwen3:8b"]);

        var member = await RegisterMemberAsync("jo.lind");
        await SeeAsync(member, 200, ["/dashboard", "/chat/new", "/settings"]);
        await SeeAsync(member, 403, ["/root_dashboard"]);
        await SeeAsync(member, 404, ["/nowhere", chat]);
        await member.Context.ClearCookiesAsync();
        await SeeAsync(member, 200, ["/login", "/register_user"]);
    }

    private static async Task SeeAsync(IPage page, int status, string[] paths)
    {
        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(path);
            answer!.Status.ShouldBe(status, path);
            await Expect(page.Locator("h1").First).ToBeAttachedAsync();
        }
    }
}
