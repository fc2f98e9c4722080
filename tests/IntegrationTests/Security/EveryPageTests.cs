using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Browser;
using ChatAi.IntegrationTests.Common;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What breaks the policy or asks another host fails every test with a browser; here are all pages, and a chat.</summary>
[Trait("Security", "24")]
[Collection(BrowserChains.Second)]
public sealed class EveryPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    protected override bool HasOwnPortal => true;

    [Fact]
    public async Task Root_and_a_member_see_every_page_and_nothing_leaves_the_portal()
    {
        await SeeAsync(Page, 200, ["/register_root"]);
        await SignInAsync();
        await OpenChatAsync("Show me a table");
        var chat = new Uri(Page.Url).AbsolutePath;
        await SeeAsync(
            Page,
            200,
            [chat, "/", "/dashboard", "/chat/new", "/settings", "/root_dashboard", "/model/details/qwen3:8b",
                "/account", "/about", "/audit"]
        );

        var member = await OpenMemberAsync("jo.lind");
        var id = (await RowsAsync<User>()).Single(u => !u.IsRoot).Id.ToString();
        await SeeAsync(Page, 200, [$"/root_dashboard/{id}"]);
        await SeeAsync(member, 200, ["/dashboard", "/chat/new", "/settings", "/account"]);
        await SeeAsync(member, 403, ["/root_dashboard", "/audit", $"/root_dashboard/{id}"]);
        await SeeAsync(member, 404, ["/nowhere", chat]);
        await member.Context.ClearCookiesAsync();
        await SeeAsync(member, 200, ["/login", "/register_user"]);

        using var root = await Portal.SignInAsync(Portal.RootName);
        await SeeAsync(
            member,
            200,
            [await root.NewLinkAsync("/invite", []), await root.NewLinkAsync("/reset_user_password", new() { ["id"] = id })]
        );
        await SeeAsync(member, 404, ["/invitation/unknown", "/reset_password/unknown"]);
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
