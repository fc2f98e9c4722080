using ChatAi.Domain.Chats;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class ContextPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private static readonly string Words = string.Join(' ', Enumerable.Repeat("river", 60));

    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    private ILocator Gauge => Page.Locator("#context-gauge");

    private ILocator Warning => Page.Locator("#context-notice");

    [Fact]
    public async Task The_gauge_fills_with_each_answer_warns_in_time_and_a_longer_context_makes_room()
    {
        await RegisterRootAsync();
        Ollama.Answers.Enqueue(Words);
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        await Expect(Gauge).ToContainTextAsync(" of 4k");
        await Gauge.Locator("summary").ClickAsync();
        await Gauge.GetByRole(AriaRole.Button, new() { Name = "2k", Exact = true }).FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Gauge.Locator("summary")).ToContainTextAsync(" of 2k");
        await Expect(Gauge.GetByRole(AriaRole.Button, new() { Name = "2k", Exact = true })).ToBeFocusedAsync();
        await Expect(Gauge.GetByRole(AriaRole.Button, new() { Name = "2k", Exact = true })).ToHaveAttributeAsync("aria-current", "true");
        await Page.Keyboard.PressAsync("Escape");

        await Expect(Warning).ToBeHiddenAsync();
        await Composer.FillAsync(string.Join(' ', Enumerable.Repeat("river", 1600)));
        await Expect(Warning).ToContainTextAsync("This message is long.");
        await Expect(Warning).ToContainTextAsync("Use a longer context, 4k");
        await Composer.FillAsync("Short");
        await Expect(Warning).ToBeHiddenAsync();

        for (var answers = 2; answers <= 6; answers++)
        {
            await Expect(Warning).ToBeHiddenAsync();
            Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Repeat("river", 200)));
            await Composer.FillAsync(Words + Words);
            await Page.Keyboard.PressAsync("Enter");
            await Expect(Answers).ToHaveCountAsync(answers);
            await WholeAsync(Answers.Last);
            var counted = (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.Assistant).MaxBy(m => m.CreatedAt)!.Statistics;
            await Expect(Warning).ToHaveAttributeAsync("data-used", $"{counted.PromptTokens + counted.CompletionTokens}");
        }

        await Expect(Warning).ToContainTextAsync("The context is nearly full.");
        (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.Assistant).OrderBy(m => m.CreatedAt)
            .Select(m => m.Statistics.PromptTokens!.Value).ShouldBeInOrder();
        await Expect(Gauge.Locator("svg")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("gauge--high"));

        await Warning.GetByRole(AriaRole.Button, new() { Name = "Use a longer context" }).ClickAsync();

        await Expect(Warning).ToBeHiddenAsync();
        await Expect(Gauge).ToContainTextAsync(" of 4k");
        (await RowsAsync<Chat>()).Single().Options.ContextLength.ShouldBe(4096);
    }

    [Fact]
    public async Task A_summary_streams_into_a_new_chat_and_what_was_written_goes_along()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        var old = Page.Url;
        await Expect(Gauge).ToBeVisibleAsync();
        await Composer.FillAsync(string.Join(' ', Enumerable.Repeat("river", 6000)));
        await Expect(Warning).ToBeVisibleAsync();
        Ollama.Options.TokensPerSecond = 60;
        Ollama.Answers.Enqueue("You said hello. " + Words);

        await Warning.GetByRole(AriaRole.Button, new() { Name = "Go on in a new chat with a summary" }).ClickAsync();

        await Page.ArriveInAnotherChatAsync(old);
        await Expect(Answers.First).ToContainTextAsync("You said hello.");
        await Expect(Page.GetByLabel("Title of this chat")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(", continued$"));
        await Expect(Composer).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^river river"));
        await WholeAsync(Answers.First);
        Ollama.Requests.Chats[^1].Chat!.Messages.Count.ShouldBe(3);
        await Page.Locator(".messages__origin a").ClickAsync();
        await Page.ArriveAtAsync(new Uri(old).AbsolutePath);
        await Expect(Composer).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Gauge_menu_warning_and_switch_fit_and_are_accessible(int width, ColorScheme scheme)
    {
        await Page.SetViewportSizeAsync(width, 800);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new?model=qwen3:8b");
        await Composer.FillAsync("Hello");
        await Page.Keyboard.PressAsync("Enter");
        await Page.ArriveInChatAsync();
        await WholeAsync(Answers.First);
        await Expect(Gauge).ToBeVisibleAsync();
        await Composer.FillAsync(string.Join(' ', Enumerable.Repeat("river", 6000)));
        await Expect(Warning).ToBeVisibleAsync();
        await Gauge.Locator("summary").ClickAsync();

        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        (await Gauge.Locator(".menu__panel").BoundingBoxAsync())!.X.ShouldBeGreaterThanOrEqualTo(0);
        (await RunAxeAsync()).Violations.ShouldBeEmpty();
    }
}
