using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.First)]
public sealed class SlowLineTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    // What the browser itself takes on a busy machine comes on top of the 2 s that are promised.
    private const double FirstPaint = 4_000;

    private const string Feed = "/chats/events";

    [Fact]
    public async Task A_first_visit_takes_few_requests_and_a_later_page_hardly_any()
    {
        var stranger = await SlowLine.OpenAsync(Page);
        Check(await stranger.VisitAsync("/login"), requests: 12, bytes: 60_000);
        await SignInAsync();
        Check(await stranger.VisitAsync("/chat/new", Feed), requests: 4, bytes: 30_000);

        var member = await OpenMemberAsync("sam.okafor");
        await member.GotoAsync("/chat/new");
        await member.GetByLabel("Message", new() { Exact = true }).FillAsync("Hello");
        await member.Keyboard.PressAsync("Enter");
        await member.ArriveInChatAsync();
        var cookies = await member.Context.CookiesAsync();
        var chat = new Uri(member.Url).AbsolutePath;

        var window = await NewWindowAsync();
        await window.Context.AddCookiesAsync(cookies.Select(c => new Microsoft.Playwright.Cookie
        {
            Name = c.Name,
            Value = c.Value,
            Url = Portal.Address.ToString(),
        }));
        var first = await SlowLine.OpenAsync(window);
        Check(await first.VisitAsync(chat, Feed), requests: 12, bytes: 70_000);
        foreach (var path in new[] { "/settings", "/dashboard", "/account", chat, "/chat/new" })
            Check(await first.VisitAsync(path, Feed), requests: 4, bytes: 30_000);
    }

    private static void Check(SlowVisit visit, int requests, int bytes)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(visit.ToString());
        visit.Requests.Count.ShouldBeLessThanOrEqualTo(requests, visit.ToString());
        visit.Bytes.ShouldBeLessThan(bytes, visit.ToString());
        visit.FirstPaint.ShouldBeLessThan(FirstPaint, visit.ToString());
    }
}
