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
        await CheckAsync("/register_root");
        await SignInAsync();
        foreach (var path in new[] { "/dashboard", "/chat/new", "/nowhere" }) await CheckAsync(path);
        await Page.Context.ClearCookiesAsync();
        foreach (var path in new[] { "/login", "/register_user" }) await CheckAsync(path);
        (await Page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight")).ShouldBeLessThanOrEqualTo(0, "the banner makes the page scroll");
    }

    private async Task CheckAsync(string path)
    {
        await Page.GotoAsync(path);
        await Expect(Page.GetByText("Demo: canned answers.")).ToBeVisibleAsync();
        await CheckLooksAsync("the banner");
    }
}
