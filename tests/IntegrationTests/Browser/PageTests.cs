using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class PageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Every_page_fits_and_is_accessible(int width, ColorScheme scheme)
    {
        Ollama.Answers.Enqueue("# Title\n\nText with `code`, a [link](https://example.org) and\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```csharp\nvar answer = 42; // a comment\n```");
        await Page.SetViewportSizeAsync(width, 800);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await CheckAsync("/register_root");
        await RegisterRootAsync();
        await StartChatAsync("Show me everything");
        await WholeAsync(Answers.First);
        var chat = new Uri(Page.Url).AbsolutePath;

        foreach (var path in new[] { "/dashboard", chat, "/chat/new", "/settings", "/root_dashboard", "/audit", "/model/details/qwen3:8b", "/nowhere" })
            await CheckAsync(path);
        await Page.Context.ClearCookiesAsync();
        foreach (var path in new[] { "/login", "/register_user" }) await CheckAsync(path);
    }

    [Fact]
    public async Task A_theme_that_was_chosen_holds_against_the_systems()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await RegisterRootAsync();
        await Page.GotoAsync("/settings");
        await Page.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Page.GotoAsync("/dashboard");

        (await Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).colorScheme")).ShouldBe("dark");
    }

    [Fact]
    public async Task The_drawer_opens_and_closes_by_keyboard()
    {
        await Page.SetViewportSizeAsync(360, 800);
        await RegisterRootAsync();
        await Expect(Page.Locator("#sidebar")).ToBeHiddenAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Chats and pages" }).FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#sidebar")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.Locator("#sidebar")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_store_that_fails_is_told_on_a_page()
    {
        await RegisterRootAsync();
        await ExecuteAsync("ALTER TABLE Users RENAME TO Elsewhere");

        var answer = await Page.GotoAsync("/dashboard");

        answer!.Status.ShouldBe(500);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Something went wrong" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Chats_are_listed_by_the_readers_days()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        // An hour ago is yesterday where it is half past midnight now, and today where it is noon.
        await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().Set<Chat>().IgnoreQueryFilters()
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UpdatedAt, DateTimeOffset.UtcNow.AddHours(-1)), Cancellation));

        (await DayAsync(TimeSpan.FromMinutes(30))).ShouldBe("Yesterday");
        (await DayAsync(TimeSpan.FromHours(12))).ShouldBe("Today");
        await Page.GotoAsync("/settings");
        (await Page.EvaluateAsync<string>("document.cookie")).ShouldContain($"chatai-offset={await Page.EvaluateAsync<int>("-new Date().getTimezoneOffset()")}");
    }

    // The list as it comes from the server to a reader whose clock shows that.
    private async Task<string> DayAsync(TimeSpan clock)
    {
        var minutes = (int)(clock - TimeProvider.System.GetUtcNow().TimeOfDay).TotalMinutes;
        if (minutes < -12 * 60) minutes += 24 * 60;
        await Page.EvaluateAsync($"document.cookie = 'chatai-offset={minutes}; path=/'");
        var page = await Page.EvaluateAsync<string>("async () => (await fetch('/settings')).text()");
        return page.Split("chat-list__day\">")[1].Split('<')[0];
    }

    private async Task CheckAsync(string path)
    {
        await Page.GotoAsync(path);
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .ShouldBeLessThanOrEqualTo(0, $"{path} is wider than the window");
        var result = await RunAxeAsync();
        result.Violations.Select(v => $"{path}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
    }
}
