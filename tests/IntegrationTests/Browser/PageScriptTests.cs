using ChatAi.IntegrationTests.Common;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>A page whose scripts or styles do not come.</summary>
[Collection(BrowserChains.Second)]
public sealed class PageScriptTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Scripts = "**/bundle/app-*.js";

    private int _asked;

    private ILocator Missing => Page.GetByText("This page didn't load completely.");

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task It_is_asked_for_once_more(int failures)
    {
        await Page.RouteAsync(Scripts, route => ++_asked <= failures ? route.AbortAsync() : route.ContinueAsync());

        await SignInAsync();
        await Page.GotoAsync("/dashboard", new() { WaitUntil = WaitUntilState.Commit });

        await Eventually.HoldsAsync(() =>
        {
            _asked.ShouldBe(2);
            return Task.CompletedTask;
        });
        await Page.BeLoadedAsync();
        await Expect(Page.GetByLabel("Family", new() { Exact = true })).ToBeVisibleAsync(new() { Visible = failures == 1 });
        if (failures > 1)
            await Expect(Missing).ToBeInViewportAsync(new() { Ratio = 1 });
        else
            await Expect(Missing).ToBeHiddenAsync();
        _asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(Scripts)]
    [InlineData("**/bundle/main-*.css")]
    public async Task What_did_not_load_is_noticed_whatever_it_is(string file)
    {
        await SignInAsync();
        await Page.RouteAsync(file, route =>
        {
            _asked++;
            return route.AbortAsync();
        });

        await Page.GotoAsync("/chat/new", new() { WaitUntil = WaitUntilState.Commit });

        await Expect(Missing).ToBeVisibleAsync();
        _asked.ShouldBe(2);
        await Page.UnrouteAsync(file);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Reload" }).ClickAsync();
        await Page.BeLoadedAsync();
        await Expect(Missing).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_is_written_meanwhile_stays()
    {
        await SignInAsync();
        var isWritten = new TaskCompletionSource();
        await Page.RouteAsync(Scripts, async route =>
        {
            _asked++;
            await isWritten.Task;
            await route.AbortAsync();
        });
        var message = Page.GetByLabel("Message", new() { Exact = true });
        await Page.GotoAsync("/chat/new", new() { WaitUntil = WaitUntilState.Commit });

        await message.FillAsync("Written before the script was there");
        isWritten.SetResult();

        await Expect(Missing).ToBeVisibleAsync();
        await Expect(message).ToHaveValueAsync("Written before the script was there");
        _asked.ShouldBe(1);
    }
}
