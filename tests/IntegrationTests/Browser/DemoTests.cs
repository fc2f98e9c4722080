using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class DemoTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    protected override bool HasOwnPortal => true;

    protected override Dictionary<string, string> Settings => new() { ["Ollama:IsSimulator"] = "true" };

    [Fact]
    public async Task Every_page_tells_of_canned_answers()
    {
        await VisitAsync("/register_root");
        await SignInAsync();
        await VisitAsync("/nowhere");
        foreach (var path in new[] { "/dashboard", "/chat/new" }) await CheckAsync(path);
        await Page.Context.ClearCookiesAsync();
        await VisitAsync("/register_user");
        await CheckAsync("/login");
        (await Page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight")).ShouldBeLessThanOrEqualTo(
            0,
            "the banner makes the page scroll"
        );
    }

    [Fact]
    public async Task The_banner_stays_in_sight_while_the_page_scrolls()
    {
        await SignInAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        await Page.EvaluateAsync("document.querySelector('.messages').style.minHeight = '4000px'");
        await ShouldStayAsync();
        await Page.SetViewportSizeAsync(360, 800);
        await ShouldStayAsync();
        await Page.GotoAsync("/dashboard");
        await ShouldStayAsync();
    }

    private async Task ShouldStayAsync()
    {
        await Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        var top = await Page.EvaluateAsync<double>("document.querySelector('.banner--demo').getBoundingClientRect().top");
        top.ShouldBe(0, 1, Page.Url);
    }

    // One page of each layout: the pages themselves are checked by PageTests.
    private async Task CheckAsync(string path)
    {
        await VisitAsync(path);
        await CheckLooksAsync("the banner");
    }

    private async Task VisitAsync(string path)
    {
        await Page.GotoAsync(path);
        await Expect(Page.GetByText("Demo mode.")).ToBeVisibleAsync();
    }
}
