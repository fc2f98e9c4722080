using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.First)]
public sealed class ContextPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private static readonly string Words = string.Join(' ', Enumerable.Repeat("river", 60));

    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    private ILocator Gauge => Page.Locator("#context-gauge");

    private ILocator Warning => Page.Locator("#context-notice");

    [Fact]
    public async Task A_summary_streams_into_a_new_chat_and_what_was_written_goes_along()
    {
        await SignInAsync();
        await OpenChatAsync("Hello");
        var old = Page.Url;
        await Expect(Gauge).ToBeVisibleAsync();
        await Composer.FillAsync(string.Join(' ', Enumerable.Repeat("river", 6000)));
        await Expect(Warning).ToBeVisibleAsync();
        Ollama.Options.TokensPerSecond = 60;
        Ollama.Answers.Enqueue("You said hello. " + Words);

        await Warning.GetByRole(AriaRole.Button, new() { Name = "Summarize and continue in a new chat" }).ClickAsync();

        await Page.ArriveInAnotherChatAsync(old);
        await Expect(Answers.First).ToContainTextAsync("You said hello.");
        await Expect(Page.GetByLabel("Chat title")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(", continued$"));
        await Expect(Composer).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^river river"));
        await WholeAsync(Answers.First);
        Ollama.Requests.Chats[^1].Chat!.Messages.Count.ShouldBe(3);
        await Page.Locator(".messages__origin a").ClickAsync();
        await Page.ArriveAtAsync(new Uri(old).AbsolutePath);
        await Expect(Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Gauge_menu_warning_and_switch_fit_and_are_accessible()
    {
        await SignInAsync();
        await StartChatAsync("Hello", "qwen3:8b");
        await WholeAsync(Answers.First);
        await Expect(Gauge).ToBeVisibleAsync();
        await Composer.FillAsync(string.Join(' ', Enumerable.Repeat("river", 6000)));
        await Expect(Warning).ToBeVisibleAsync();
        await Gauge.Locator("summary").ClickAsync();

        await CheckLooksAsync("the menu is open");
        (await Gauge.Locator(".menu__panel").BoundingBoxAsync())!.X.ShouldBeGreaterThanOrEqualTo(0);
    }
}
